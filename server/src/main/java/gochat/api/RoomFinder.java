package gochat.api;

import gochat.account.User;
import gochat.account.UserName;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.limit.RequestLimit;
import gochat.room.RoomId;
import gochat.room.RoomName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds the rooms that callers mean, by id or `#name`. Waits for the disk.
final class RoomFinder {
  private static final String NAME_SIGN = "#";

  private static final int NAMED_MAX = RequestLimit.ROOMS_OF_NAME.standardInt();

  private final RoomDirectory directory;

  RoomFinder(RoomDirectory directory) {
    this.directory = directory;
  }

  /// A room to do something in; whether the user may is for the room to decide. A name is that of a
  /// room of one's own, or else of the public room: nobody's room takes the place of one's own.
  ///
  /// @throws io.grpc.StatusRuntimeException when several rooms of one's own have the name
  Optional<RoomId> find(User user, String reference) {
    if (!isName(reference)) {
      return isId(reference) ? Optional.of(new RoomId(reference)) : Optional.empty();
    }
    List<Listing> named = named(user, reference);
    List<Listing> own = named.stream().filter(Listing::isMember).toList();
    return only(own.isEmpty() ? named : own, reference);
  }

  /// @throws io.grpc.StatusRuntimeException when there is none, or there are several
  RoomId require(Caller caller, String reference) {
    return find(caller.user(), reference).orElseThrow(() -> Failures.noSuchRoom(reference));
  }

  /// A room to come into. Somebody who comes to `#name` does not mean a room in which it is
  /// already, so that here a room of one's own does not hide the public one.
  ///
  /// @throws io.grpc.StatusRuntimeException when there is none, or there are several
  RoomId requireToJoin(Caller caller, String reference) {
    return isName(reference)
        ? only(named(caller.user(), reference), reference)
            .orElseThrow(() -> Failures.noSuchRoom(reference))
        : require(caller, reference);
  }

  static boolean isName(String reference) {
    return reference.startsWith(NAME_SIGN);
  }

  private static boolean isId(String reference) {
    RoomId room = new RoomId(reference);
    return room.equals(RoomId.LOBBY)
        || room.isDirect()
        || Arguments.parseUuid(reference).isPresent();
  }

  private List<Listing> named(User user, String reference) {
    return switch (UserName.check(reference.substring(NAME_SIGN.length()))) {
      case UserName.Check.Valid(UserName name) ->
          directory.named(name.folded(), NAMED_MAX, user.id());
      case UserName.Check.Refused _ -> List.of();
    };
  }

  private static Optional<RoomId> only(List<Listing> rooms, String reference) {
    if (rooms.size() > 1) {
      throw Failures.ambiguousRoom(reference, rooms);
    }
    return rooms.stream().map(Listing::room).findFirst();
  }

  /// Reads something of a room.
  ///
  /// @throws io.grpc.StatusRuntimeException when the caller may not read the room, or there is none
  <T> T read(Caller caller, String reference, Function<Listing, T> reading) {
    Listing room =
        find(caller.user(), reference)
            .flatMap(id -> readable(caller, id))
            .orElseThrow(() -> Failures.noSuchRoom(reference));
    T result = reading.apply(room);
    // Who was taken out meanwhile must not see what happened after that.
    if (readable(caller, room.room()).isEmpty()) {
      throw Failures.noSuchRoom(reference);
    }
    return result;
  }

  private Optional<Listing> readable(Caller caller, RoomId room) {
    return directory.find(room, caller.id()).filter(Listing::isReadable);
  }

  /// A name for a room, by the rules for the names of users.
  ///
  /// @throws io.grpc.StatusRuntimeException when it is none
  static RoomName name(String typed) {
    return switch (UserName.checkNew(typed)) {
      case UserName.Check.Valid(UserName name) -> new RoomName(name.toString(), name.folded());
      case UserName.Check.Refused(String sentence) -> throw Failures.invalid("name", sentence);
    };
  }
}
