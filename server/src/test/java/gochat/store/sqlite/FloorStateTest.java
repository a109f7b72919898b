package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Standing;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FloorStateTest {
  private static final RetentionRule RULE = new RetentionRule(86_400_000, 500);

  private static RoomSnapshot state(RetentionRule rule) {
    Person alice = new Person(UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    return new RoomSnapshot(
        7,
        RoomKind.PRIVATE,
        new RoomName("Tea", "tea"),
        "leaves",
        rule,
        List.of(new Member(alice, Role.OWNER, 1)),
        Set.of(UUID.randomUUID()),
        Set.of(UUID.randomUUID()),
        List.of(3L, 5L));
  }

  @Test
  void aStateIsReadAsItWasWritten() throws SQLException {
    RoomSnapshot state = state(RULE);

    assertThat(FloorState.read(FloorState.bytes(state), 7, "leaves")).isEqualTo(state);
  }

  @Test
  void aStateFromBeforeOwnersHadARuleHasNone() throws SQLException {
    RoomSnapshot state = state(RetentionRule.NONE);
    byte[] bytes = FloorState.bytes(state);
    byte[] earlier = Arrays.copyOf(bytes, bytes.length - 2 * Long.BYTES);
    earlier[0] = 1;

    assertThat(FloorState.read(earlier, 7, "leaves")).isEqualTo(state);
  }

  @Test
  void aStateOfAnUnknownFormatAndOneThatIsCutAreRefused() {
    byte[] bytes = FloorState.bytes(state(RULE));
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    byte[] unknown = bytes.clone();
    unknown[0] = 3;

    assertThatThrownBy(() -> FloorState.read(unknown, 7, "leaves"))
        .isInstanceOf(SQLException.class)
        .hasMessage("floor state: format 3 (expected: 2)");
    assertThatThrownBy(() -> FloorState.read(cut, 7, "leaves"))
        .isInstanceOf(SQLException.class)
        .hasMessage("floor state: it ends early");
  }
}
