package gochat.store.sqlite;

import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.SlowMode;
import gochat.store.Code;
import gochat.store.Measures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state of a room at its floor as one column: all of a [RoomSnapshot] but the head and the
/// topic, which have columns of their own.
final class FloorState {
  private static final int FORMAT = 4;

  /// The format that had no slow mode.
  private static final int FORMAT_WITHOUT_SLOW_MODE = 3;

  /// The format that had only the users of bans and mutes.
  private static final int FORMAT_WITH_USERS = 2;

  /// The format that also had no rule.
  private static final int FORMAT_WITHOUT_RULE = 1;

  @FunctionalInterface
  private interface Write<T> {
    void write(DataOutputStream out, T element) throws IOException;
  }

  @FunctionalInterface
  private interface Read<T> {
    T read(DataInputStream in) throws IOException, SQLException;
  }

  private FloorState() {}

  static byte[] bytes(RoomSnapshot state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      write(out, orNothing(state.kind()), (to, kind) -> to.writeByte(Code.ROOM_KIND.of(kind)));
      write(out, orNothing(state.name()), FloorState::write);
      write(out, state.members(), FloorState::write);
      Measures.write(out, state.banned().values());
      Measures.write(out, state.muted().values());
      write(out, state.pinned(), DataOutputStream::writeLong);
      out.writeLong(state.retention().ageMs());
      out.writeLong(state.retention().events());
      out.writeLong(state.slowMode().intervalMs());
      out.writeLong(state.slowMode().since());
    } catch (IOException e) {
      throw new AssertionError("memory takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  private static <T> List<T> orNothing(@Nullable T value) {
    return value == null ? List.of() : List.of(value);
  }

  private static <T> void write(DataOutputStream out, Collection<T> all, Write<T> each)
      throws IOException {
    out.writeInt(all.size());
    for (T element : all) {
      each.write(out, element);
    }
  }

  private static void write(DataOutputStream out, RoomName name) throws IOException {
    out.writeUTF(name.shown());
    out.writeUTF(name.folded());
  }

  private static void write(DataOutputStream out, Member member) throws IOException {
    write(out, member.person().user());
    out.writeUTF(member.person().name());
    out.writeByte(Code.STANDING.of(member.person().standing()));
    out.writeByte(Code.ROLE.of(member.role()));
    out.writeLong(member.since());
  }

  private static void write(DataOutputStream out, UUID id) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  /// @param head the floor
  static RoomSnapshot read(byte[] bytes, long head, String topic) throws SQLException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format < FORMAT_WITHOUT_RULE || format > FORMAT) {
        throw new SQLException("floor state: format " + format + " (expected: " + FORMAT + ")");
      }
      List<RoomKind> kind =
          read(in, from -> Code.ROOM_KIND.constant(from.readByte(), SQLException::new));
      List<RoomName> name = read(in, from -> new RoomName(from.readUTF(), from.readUTF()));
      List<Member> members = read(in, FloorState::member);
      Map<UUID, Measure> banned = measures(in, format);
      Map<UUID, Measure> muted = measures(in, format);
      List<Long> pinned = read(in, DataInputStream::readLong);
      RetentionRule retention =
          format == FORMAT_WITHOUT_RULE
              ? RetentionRule.NONE
              : new RetentionRule(in.readLong(), in.readLong());
      SlowMode slowMode =
          format <= FORMAT_WITHOUT_SLOW_MODE
              ? SlowMode.OFF
              : new SlowMode(in.readLong(), in.readLong());
      return new RoomSnapshot(
          head,
          kind.isEmpty() ? null : kind.getFirst(),
          name.isEmpty() ? null : name.getFirst(),
          topic,
          retention,
          slowMode,
          members,
          banned,
          muted,
          pinned);
    } catch (IOException e) {
      throw new SQLException("floor state: it ends early", e);
    }
  }

  private static <T> List<T> read(DataInputStream in, Read<T> each)
      throws IOException, SQLException {
    List<T> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(each.read(in));
    }
    return all;
  }

  private static Map<UUID, Measure> measures(DataInputStream in, int format)
      throws IOException, SQLException {
    return format <= FORMAT_WITH_USERS
        ? Measures.byUser(read(in, from -> Measure.of(id(from))))
        : Measures.read(in);
  }

  private static Member member(DataInputStream in) throws IOException, SQLException {
    Person person =
        new Person(id(in), in.readUTF(), Code.STANDING.constant(in.readByte(), SQLException::new));
    return new Member(person, Code.ROLE.constant(in.readByte(), SQLException::new), in.readLong());
  }

  private static UUID id(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }
}
