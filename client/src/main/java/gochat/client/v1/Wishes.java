package gochat.client.v1;

import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import gochat.v1.SetAwayRequest;
import java.util.List;
import java.util.Optional;

/// What each new connection is to start with: as the chat was opened, and as it was asked for
/// since. Confined to the client's loop.
final class Wishes {
  private FollowRequest follow;
  private boolean isAway;

  Wishes(Options options) {
    follow =
        FollowRequest.newBuilder()
            .addAllRooms(options.rooms())
            .setCatchUpMax(options.catchUpMax())
            .addAllWatchedUsers(options.watchedUsers())
            .build();
  }

  /// Keeps what a request says about more than itself.
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

  /// What has to be said because a stream that opens says that somebody sits in front of it.
  Optional<SetAwayRequest> away() {
    return isAway
        ? Optional.of(SetAwayRequest.newBuilder().setAway(true).build())
        : Optional.empty();
  }
}
