package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import gochat.v1.SetAwayRequest;
import java.util.List;
import java.util.Optional;

/// The parameters with which each new connection starts: the options of the chat, and the changes
/// of later requests. Confined to the client's loop.
final class StartParameters {
  private FollowRequest follow;
  private boolean isAway;

  StartParameters(Options options) {
    follow =
        FollowRequest.newBuilder()
            .addAllRooms(options.rooms())
            .setCatchUpMax(options.catchUpMax())
            .addAllWatchedUsers(options.watchedUsers())
            .build();
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
