package gochat.api;

import gochat.account.User;
import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.limit.RequestLimit;
import gochat.room.RoomId;
import gochat.session.FollowWishes;
import gochat.session.FollowWishes.From;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks the requests of streams and resolves their rooms and users. Waits for the disk.
public final class FollowRequests {
  private static final int ROOMS_MAX = RequestLimit.START_ROOMS.standardInt();

  /// Each name costs a look-up.
  private static final int NAMES_MAX = RequestLimit.START_NAMES.standardInt();

  private final RoomFinder rooms;
  private final UserFinder users;

  FollowRequests(RoomFinder rooms, UserFinder users) {
    this.rooms = rooms;
    this.users = users;
  }

  /// @param last one more cursor, which replaces the request's cursor of its room; null for none
  /// @param isGone whether the stream has ended
  /// @throws Failure when the request is invalid
  /// @throws CancellationException when the stream ended meanwhile
  public FollowWishes of(
      User user, FollowRequest request, @Nullable Cursor last, BooleanSupplier isGone) {
    Arguments.atMost("cursors", request.getCursorsCount(), ROOMS_MAX);
    Arguments.atMost("rooms", request.getRoomsCount(), ROOMS_MAX);
    int names = names(request);
    if (names > NAMES_MAX) {
      throw Failure.invalid(
          "rooms",
          names + " rooms by their names, also in cursors",
          "at most %d, and any number by their ids".formatted(NAMES_MAX));
    }
    if (request.getCatchUpMax() < 0) {
      throw Failure.invalid(
          "catch_up_max", request.getCatchUpMax(), "0 for all, or how many events at most");
    }
    return new FollowWishes(
        cursors(user, request.getCursorsList(), last, isGone),
        from(request),
        rooms(user, request.getRoomsList(), isGone),
        request.getCatchUpMax(),
        users.findAll("watched_users", request.getWatchedUsersList(), Arguments.USERS_MAX).ids());
  }

  private static From from(FollowRequest request) {
    return switch (request.getFrom()) {
      case FOLLOW_FROM_UNSPECIFIED, FOLLOW_FROM_END -> From.END;
      case FOLLOW_FROM_START -> From.START;
      case FOLLOW_FROM_JOINED -> From.JOINED;
      case UNRECOGNIZED ->
          throw Failure.invalid(
              "from",
              request.getFromValue(),
              "FOLLOW_FROM_END, FOLLOW_FROM_START or FOLLOW_FROM_JOINED");
    };
  }

  private static int names(FollowRequest request) {
    return (int)
        Stream.concat(
                request.getCursorsList().stream().map(Cursor::getRoom),
                request.getRoomsList().stream())
            .filter(RoomFinder::isName)
            .count();
  }

  /// The users in a request to watch presence; unknown users are left out.
  ///
  /// @throws Failure when the request is invalid
  public Set<UUID> watched(List<String> references) {
    return users.findAll("users", references, Arguments.USERS_MAX).ids();
  }

  private List<FollowWishes.Cursor> cursors(
      User user, List<Cursor> asked, @Nullable Cursor last, BooleanSupplier isGone) {
    List<FollowWishes.Cursor> cursors = new ArrayList<>(asked.size() + 1);
    Set<RoomId> seen = new HashSet<>();
    RoomId lastRoom = null;
    if (last != null) {
      lastRoom = room("cursors", user, last.getRoom(), isGone);
      cursors.add(new FollowWishes.Cursor(lastRoom, last.getEpoch(), last.getSeq()));
    }
    for (int i = 0; i < asked.size(); i++) {
      Cursor cursor = asked.get(i);
      long epoch = Arguments.position("cursors[%d].epoch".formatted(i), cursor.getEpoch());
      long seq = Arguments.position("cursors[%d].seq".formatted(i), cursor.getSeq());
      RoomId room = room("cursors[%d].room".formatted(i), user, cursor.getRoom(), isGone);
      if (!seen.add(room)) {
        throw Failure.invalid(
            "cursors[%d].room".formatted(i),
            VisibleText.quoted(cursor.getRoom()),
            "one cursor for each room");
      }
      if (!room.equals(lastRoom)) {
        cursors.add(new FollowWishes.Cursor(room, epoch, seq));
      }
    }
    return cursors;
  }

  private List<RoomId> rooms(User user, List<String> asked, BooleanSupplier isGone) {
    List<RoomId> found = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      found.add(room("rooms[%d]".formatted(i), user, asked.get(i), isGone));
    }
    return found;
  }

  /// The referenced room. An unknown reference is kept as it is, so that the answer can repeat it.
  private RoomId room(String field, User user, String reference, BooleanSupplier isGone) {
    if (isGone.getAsBoolean()) {
      throw new CancellationException("the stream is gone");
    }
    if (!RoomFinder.isReference(reference)) {
      throw Failure.invalid(field, VisibleText.quoted(reference), "a room's id, or #name");
    }
    return rooms.find(user, reference).orElseGet(() -> new RoomId(reference));
  }
}
