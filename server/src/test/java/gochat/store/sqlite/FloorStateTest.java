package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.room.Standing;
import gochat.store.Code;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FloorStateTest {
  private static final RetentionRule RULE = new RetentionRule(86_400_000, 500);
  private static final SlowMode SLOW_MODE = new SlowMode(30_000, 4);
  private static final Person ALICE = new Person(UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final Person BOB = new Person(UUID.randomUUID(), "Bob", Standing.GUEST);
  private static final UUID CAROL = UUID.randomUUID();

  private static RoomSnapshot state(
      RetentionRule rule, SlowMode slowMode, Map<UUID, Measure> banned, Map<UUID, Measure> muted) {
    return new RoomSnapshot(
        7,
        RoomKind.PRIVATE,
        new RoomName("Tea", "tea"),
        "leaves",
        rule,
        slowMode,
        List.of(new Member(ALICE, Role.OWNER, 1)),
        banned,
        muted,
        List.of(3L, 5L));
  }

  private static RoomSnapshot state() {
    return state(SLOW_MODE);
  }

  private static RoomSnapshot state(SlowMode slowMode) {
    return state(
        RULE,
        slowMode,
        Map.of(BOB.user(), new Measure(BOB, ALICE, "spam", 5_000, 9_000)),
        Map.of(CAROL, Measure.of(CAROL)));
  }

  /// The state as versions before wrote it, whose bans and mutes had only users.
  private static byte[] earlier(int format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(format);
      out.writeInt(1);
      out.writeByte(Code.ROOM_KIND.of(RoomKind.PRIVATE));
      out.writeInt(1);
      out.writeUTF("Tea");
      out.writeUTF("tea");
      out.writeInt(1);
      write(out, ALICE.user());
      out.writeUTF(ALICE.name());
      out.writeByte(Code.STANDING.of(ALICE.standing()));
      out.writeByte(Code.ROLE.of(Role.OWNER));
      out.writeLong(1);
      out.writeInt(1);
      write(out, BOB.user());
      out.writeInt(1);
      write(out, CAROL);
      out.writeInt(2);
      out.writeLong(3);
      out.writeLong(5);
      if (format == 2) {
        out.writeLong(RULE.ageMs());
        out.writeLong(RULE.events());
      }
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static RoomSnapshot withUsersOnly(RetentionRule rule) {
    return state(
        rule,
        SlowMode.OFF,
        Map.of(BOB.user(), Measure.of(BOB.user())),
        Map.of(CAROL, Measure.of(CAROL)));
  }

  @Test
  void aStateIsReadAsItWasWritten() throws SQLException {
    assertThat(FloorState.read(FloorState.bytes(state()), 7, "leaves")).isEqualTo(state());
  }

  @Test
  void aStateFromBeforeRoomsHadSlowModeHasNone() throws SQLException {
    byte[] present = FloorState.bytes(state(SlowMode.OFF));
    byte[] former = Arrays.copyOf(present, present.length - 2 * Long.BYTES);
    former[0] = 3;

    assertThat(FloorState.read(former, 7, "leaves")).isEqualTo(state(SlowMode.OFF));
  }

  @Test
  void aStateFromBeforeBansHadReasonsHasTheirUsers() throws Exception {
    assertThat(FloorState.read(earlier(2), 7, "leaves")).isEqualTo(withUsersOnly(RULE));
  }

  @Test
  void aStateFromBeforeOwnersHadARuleHasNone() throws Exception {
    assertThat(FloorState.read(earlier(1), 7, "leaves"))
        .isEqualTo(withUsersOnly(RetentionRule.NONE));
  }

  @Test
  void aStateOfAnUnknownFormatAndOneThatIsCutAreRefused() {
    byte[] bytes = FloorState.bytes(state());
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    byte[] unknown = bytes.clone();
    unknown[0] = 5;

    assertThatThrownBy(() -> FloorState.read(unknown, 7, "leaves"))
        .isInstanceOf(SQLException.class)
        .hasMessage("floor state: format 5 (expected: 4)");
    assertThatThrownBy(() -> FloorState.read(cut, 7, "leaves"))
        .isInstanceOf(SQLException.class)
        .hasMessage("floor state: it ends early");
  }
}
