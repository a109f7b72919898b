package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.HistoryPage;
import gochat.v1.Room;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoomStatesTest {
  private final RoomStates states = new RoomStates();

  @ParameterizedTest
  @MethodSource("gochat.client.v1.ConversationVector#all")
  void theStatesMatchTheVectors(ConversationVector vector) {
    assertThat(vector.play(new WithoutLines())).isEqualTo(vector.expected());
  }

  private final class WithoutLines implements ConversationVector.Model {
    @Override
    public void tell(ChatEvent event) {
      states.apply(event);
    }

    @Override
    public void read(String roomId, long seq) {
      Objects.requireNonNull(states.room(roomId)).readUpTo(seq);
    }

    @Override
    public void update(Room room) {
      states.update(room);
    }

    @Override
    public void history(String roomId, HistoryPage page) {}

    @Override
    public Collection<RoomState> rooms() {
      return states.all();
    }

    @Override
    public @Nullable List<String> lines(String roomId) {
      return null;
    }
  }
}
