package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.FollowFrom;
import gochat.v1.FollowRequest;
import gochat.v1.SetAwayRequest;
import java.util.List;
import java.util.Optional;

/// The parameters with which each new connection starts: the options of the chat, and the changes
/// of later requests. Confined to the client's loop.
final class StartParameters {
  private final FollowFrom from;
  private FollowRequest follow;
  private boolean isAway;

  StartParameters(Options options) {
    from = options.from();
    follow =
        FollowRequest.newBuilder()
            .setFrom(first(options))
            .addAllRooms(options.rooms())
            .setCatchUpMax(options.catchUpMax())
            .addAllWatchedUsers(options.watchedUsers())
            .build();
  }

  /// Where the rooms of the first connection begin.
  private static FollowFrom first(Options options) {
    if (options.from() != FollowFrom.FOLLOW_FROM_UNSPECIFIED) {
      return options.from();
    }
    return options.cursors() == NoCursors.STORE
        ? FollowFrom.FOLLOW_FROM_END
        : FollowFrom.FOLLOW_FROM_JOINED;
  }

  /// Called when the client has a cursor for each of the user's rooms. From now on, a room without
  /// one is a room that the user joins while the client is not connected.
  void caughtUp() {
    if (from == FollowFrom.FOLLOW_FROM_UNSPECIFIED) {
      follow = follow.toBuilder().setFrom(FollowFrom.FOLLOW_FROM_JOINED).build();
    }
  }

  /// Keeps the parts of a request that outlive a connection.
  void remember(ClientFrame request) {
    if (request.hasWatchPresence()) {
      follow =
          follow.toBuilder()
              .clearWatchedUsers()
              .addAllWatchedUsers(request.getWatchPresence().getUsersList())
              .build();
    } else if (request.hasSetAway()) {
      isAway = request.getSetAway().getAway();
    }
  }

  FollowRequest follow(List<Cursor> cursors) {
    return follow.toBuilder().addAllCursors(cursors).build();
  }

  /// A request to send after the start, because a new stream makes the user present.
  Optional<SetAwayRequest> away() {
    return isAway
        ? Optional.of(SetAwayRequest.newBuilder().setAway(true).build())
        : Optional.empty();
  }
}
