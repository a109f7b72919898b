package gochat.store.postgres;

import gochat.room.Role;
import gochat.room.RoomKind;
import gochat.room.Standing;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;

/// The numbers that stand for the constants of an enum in the database, independent of their order
/// in Java: each is the constant's place in a list. A new constant is added at the end.
final class Code<E extends Enum<E>> {
  static final Code<Standing> STANDING =
      new Code<>(Standing.class, List.of(Standing.GUEST, Standing.ACCOUNT, Standing.ADMINISTRATOR));
  static final Code<Role> ROLE =
      new Code<>(Role.class, List.of(Role.MEMBER, Role.MODERATOR, Role.OWNER));
  static final Code<RoomKind> ROOM_KIND =
      new Code<>(
          RoomKind.class,
          List.of(RoomKind.LOBBY, RoomKind.PUBLIC, RoomKind.PRIVATE, RoomKind.DIRECT));

  private final Class<E> type;
  private final List<E> constants;

  private Code(Class<E> type, List<E> constants) {
    this.type = type;
    this.constants = constants;
    if (!constants.containsAll(EnumSet.allOf(type))) {
      throw new AssertionError("a constant of " + type.getSimpleName() + " has no number");
    }
  }

  int of(E constant) {
    return constants.indexOf(constant);
  }

  E constant(int code) throws SQLException {
    if (code < 0 || code >= constants.size()) {
      throw new SQLException(
          type.getSimpleName() + ": " + code + " (expected: 0.." + (constants.size() - 1) + ")");
    }
    return constants.get(code);
  }
}
