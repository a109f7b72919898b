package gochat.api;

import gochat.account.User;
import gochat.account.UserName;
import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.journal.RoomDirectory.Listing;
import gochat.limit.RequestLimit;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.session.VisibleRooms;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the rooms that callers refer to by id or `#name`. Waits for the disk.
final class RoomFinder {
  private static final String NAME_SIGN = "#";

  private static final int NAMED_MAX = RequestLimit.ROOMS_OF_NAME.standardInt();

  private final VisibleRooms visible;

  RoomFinder(VisibleRooms visible) {
    this.visible = visible;
  }

  /// Finds a room for a command; the room decides about rights. A name refers to a room of the
  /// user, or else to the public room: other users' rooms never take the place of the user's own.
  ///
  /// @throws Failure when several rooms of the user have the name
  Optional<RoomId> find(User user, String reference) {
    if (isBuiltIn(reference, RoomId.LOBBY)) {
      return Optional.of(RoomId.LOBBY);
    }
    if (!isName(reference)) {
      return isId(reference) ? Optional.of(new RoomId(reference)) : Optional.empty();
    }
    List<Listing> named = named(user, reference);
    List<Listing> own = named.stream().filter(Listing::isMember).toList();
    if (named.isEmpty() && isBuiltIn(reference, RoomId.AUDIT)) {
      return Optional.of(RoomId.AUDIT);
    }
    return only(own.isEmpty() ? named : own, reference);
  }

  /// @throws Failure when there is no such room, or several
  RoomId require(Caller caller, String reference) {
    return find(caller.user(), reference).orElseThrow(() -> Failures.noSuchRoom(reference));
  }

  /// The other user of a direct conversation of the caller; empty for any other room.
  Optional<Person> peer(Caller caller, RoomId room) {
    return room.isDirect()
        ? visible.readable(caller.user(), room).map(Listing::peer)
        : Optional.empty();
  }

  /// Finds a room to join. `#name` does not refer to a room that the user has joined, so here the
  /// user's own room doesn't hide the public one.
  ///
  /// @throws Failure when there is no such room, or several
  RoomId requireToJoin(Caller caller, String reference) {
    return isName(reference) && !isBuiltIn(reference, RoomId.LOBBY)
        ? only(named(caller.user(), reference), reference)
            .orElseThrow(() -> Failures.noSuchRoom(reference))
        : require(caller, reference);
  }

  /// Whether this names a room that always exists. No other room has the name of `lobby`, because
  /// it is reserved; that of `audit` was not always.
  private static boolean isBuiltIn(String reference, RoomId room) {
    return reference.equalsIgnoreCase(NAME_SIGN + room.value());
  }

  static boolean isName(String reference) {
    return reference.startsWith(NAME_SIGN);
  }

  /// Whether this may refer to a room, which need not exist.
  static boolean isReference(String reference) {
    return isName(reference) || isId(reference);
  }

  private static boolean isId(String reference) {
    RoomId room = new RoomId(reference);
    return room.equals(RoomId.LOBBY)
        || room.equals(RoomId.AUDIT)
        || room.isDirect()
        || Arguments.parseUuid(reference).isPresent();
  }

  private List<Listing> named(User user, String reference) {
    return switch (UserName.check(reference.substring(NAME_SIGN.length()))) {
      case UserName.Check.Valid(UserName name) -> visible.named(user, name.folded(), NAMED_MAX);
      case UserName.Check.Refused _ -> List.of();
    };
  }

  private static Optional<RoomId> only(List<Listing> rooms, String reference) {
    if (rooms.size() > 1) {
      throw Failures.ambiguousRoom(reference, rooms);
    }
    return rooms.stream().map(Listing::room).findFirst();
  }

  boolean isReadable(Caller caller, Listing room) {
    return visible.isReadable(caller.user(), room);
  }

  /// Reads data of a room.
  ///
  /// @throws Failure when the room doesn't exist or the caller may not read it
  <T> T read(Caller caller, String reference, Function<Listing, T> reading) {
    Listing room =
        find(caller.user(), reference)
            .flatMap(id -> visible.readable(caller.user(), id))
            .orElseThrow(() -> Failures.noSuchRoom(reference));
    T result = reading.apply(room);
    // A user who was removed meanwhile must not see later events.
    if (visible.readable(caller.user(), room.room()).isEmpty()) {
      throw Failures.noSuchRoom(reference);
    }
    return result;
  }

  /// Checks the name of a room, by the rules for names of users.
  ///
  /// @throws Failure when the name is invalid
  static RoomName name(String typed) {
    return switch (UserName.checkNew(typed)) {
      case UserName.Check.Valid(UserName name) -> new RoomName(name.toString(), name.folded());
      case UserName.Check.Refused(String sentence) ->
          throw Failure.invalid(
              "name", "name: %s. %s".formatted(VisibleText.quoted(typed), sentence));
    };
  }
}
