package gochat.store;

import gochat.account.Audience;
import gochat.room.Role;
import gochat.room.RoomKind;
import gochat.room.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/// The numbers that stand for the constants of an enum in all databases, independent of their order
/// in Java: each is the constant's place in a list. A new constant is added at the end.
public final class Code<E extends Enum<E>> {
  public static final Code<Standing> STANDING =
      new Code<>(Standing.class, List.of(Standing.GUEST, Standing.ACCOUNT, Standing.ADMINISTRATOR));
  public static final Code<Role> ROLE =
      new Code<>(Role.class, List.of(Role.MEMBER, Role.MODERATOR, Role.OWNER));
  public static final Code<RoomKind> ROOM_KIND =
      new Code<>(
          RoomKind.class,
          List.of(
              RoomKind.LOBBY, RoomKind.PUBLIC, RoomKind.PRIVATE, RoomKind.DIRECT, RoomKind.AUDIT));

  public static final Code<Audience> AUDIENCE =
      new Code<>(
          Audience.class, List.of(Audience.EVERYBODY, Audience.SHARED_ROOM, Audience.NOBODY));

  private final Class<E> type;
  private final List<E> constants;

  private Code(Class<E> type, List<E> constants) {
    this.type = type;
    this.constants = constants;
    if (!constants.containsAll(EnumSet.allOf(type))) {
      throw new AssertionError("a constant of " + type.getSimpleName() + " has no number");
    }
  }

  public int of(E constant) {
    return constants.indexOf(constant);
  }

  /// @param failure makes the exception from its message
  /// @throws X when no constant has this number
  public <X extends Exception> E constant(int code, Function<String, X> failure) throws X {
    if (code < 0 || code >= constants.size()) {
      throw failure.apply(
          type.getSimpleName() + ": " + code + " (expected: 0.." + (constants.size() - 1) + ")");
    }
    return constants.get(code);
  }
}
