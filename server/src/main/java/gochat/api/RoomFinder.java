package gochat.api;

import gochat.account.User;
import gochat.account.UserName;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import java.util.Optional;
import java.util.function.Function;

/// Finds the rooms that callers mean, by id or `#name`. Waits for the disk.
final class RoomFinder {
  private static final String NAME_SIGN = "#";

  private final RoomDirectory directory;

  RoomFinder(RoomDirectory directory) {
    this.directory = directory;
  }

  /// A room to do something in; whether the user may is for the room to decide. Of two rooms of one
  /// name it is the public one, unless the user is banned from it.
  Optional<RoomId> find(User user, String reference) {
    if (!isName(reference)) {
      return isId(reference) ? Optional.of(new RoomId(reference)) : Optional.empty();
    }
    return switch (UserName.check(reference.substring(NAME_SIGN.length()))) {
      case UserName.Check.Valid(UserName name) -> findByName(user, name.folded());
      case UserName.Check.Refused _ -> Optional.empty();
    };
  }

  /// @throws io.grpc.StatusRuntimeException when there is none
  RoomId require(Caller caller, String reference) {
    return find(caller.user(), reference).orElseThrow(() -> Failures.noSuchRoom(reference));
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

  private Optional<RoomId> findByName(User user, String folded) {
    Optional<Listing> known = directory.findPublic(folded, user.id());
    return known
        .filter(Listing::isReadable)
        .or(() -> findPrivate(user, folded))
        .or(() -> known)
        .map(Listing::room);
  }

  private Optional<Listing> findPrivate(User user, String folded) {
    return directory.roomsOf(user.id()).stream()
        .filter(room -> room.kind() == RoomKind.PRIVATE && isNamed(room, folded))
        .findFirst();
  }

  private static boolean isNamed(Listing room, String folded) {
    return room.name() != null && room.name().folded().equals(folded);
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
