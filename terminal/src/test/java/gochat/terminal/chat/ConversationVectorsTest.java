package gochat.terminal.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CaseFormat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ConversationVector;
import gochat.client.v1.RoomState;
import gochat.v1.HistoryPage;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConversationVectorsTest {
  private static final long NOW = 2_000_000_000_000L;

  @ParameterizedTest
  @MethodSource("gochat.client.v1.ConversationVector#all")
  void theLinesMatchTheVectors(ConversationVector vector) {
    assertThat(vector.play(new Seen(new ChatModel(vector.self())))).isEqualTo(vector.expected());
  }

  private record Seen(ChatModel chat) implements ConversationVector.Model {
    @Override
    public void tell(ChatEvent event) {
      chat.apply(event, NOW);
    }

    @Override
    public void read(String roomId, long seq) {
      room(roomId).state().readUpTo(seq);
    }

    @Override
    public void update(gochat.v1.Room room) {
      chat.update(room);
    }

    @Override
    public void history(String roomId, HistoryPage page) {
      Room room = room(roomId);
      chat.askingForHistory(room);
      chat.history(room, room.timeline().startSeq(), page);
    }

    @Override
    public Collection<RoomState> rooms() {
      return chat.allRooms().stream()
          .filter(room -> room.closing() == null)
          .map(Room::state)
          .toList();
    }

    @Override
    public List<String> lines(String roomId) {
      return room(roomId).timeline().lines().stream().map(Seen::shown).toList();
    }

    private Room room(String id) {
      return requireNonNull(chat.room(id));
    }

    private static String shown(Line line) {
      return switch (line) {
        case Line.Message message -> shown(message);
        case Line.RoomEvent(var event) ->
            "%d %s %s"
                .formatted(
                    event.getSeq(),
                    event.getAuthor().getName(),
                    CaseFormat.UPPER_UNDERSCORE.to(
                        CaseFormat.LOWER_CAMEL, event.getPayloadCase().name()));
        case Line.Outgoing _, Line.Whisper _, Line.Notice _ -> line.toString();
      };
    }

    private static String shown(Line.Message message) {
      String start = message.seq() + " " + message.author().getName();
      if (message.isDeleted()) {
        return start + " -";
      }
      String reactions =
          message.reactions().stream()
              .map(reaction ->
                  reaction.symbol() + " " + reaction.count() + (reaction.isOwn() ? " own" : ""))
              .collect(Collectors.joining(", "));
      return start
          + ": "
          + message.text()
          + (message.isEdited() ? " (edited)" : "")
          + (reactions.isEmpty() ? "" : " [" + reactions + "]");
    }
  }
}
