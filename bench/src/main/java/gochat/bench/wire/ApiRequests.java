package gochat.bench.wire;

import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.StartRequest;
import java.util.List;

/// What clients of the v1 API ask for, whatever carries it.
public final class ApiRequests {
  /// The room that everybody is in.
  public static final Audience.Room LOBBY = new Audience.Room("lobby");

  /// Holds the place of a request's id: ten digits, or five bytes as a varint.
  public static final long ID_PLACE = 0xFFFF_FFFFL;

  /// Holds the place of a client message id.
  static final String MESSAGE_ID_PLACE = "m".repeat(MessageIds.BYTES);

  private ApiRequests() {}

  /// The request before all others, with the id 0.
  ///
  /// @param follows rooms other than the lobby and one's own, by id
  public static ClientFrame start(String token, List<Audience> follows) {
    FollowRequest.Builder follow = FollowRequest.newBuilder();
    for (Audience audience : follows) {
      switch (audience) {
        case Audience.Room(var id) -> follow.addRooms(id);
        // What is sent to a user comes by itself.
        case Audience.User _ -> {}
      }
    }
    return ClientFrame.newBuilder()
        .setStart(StartRequest.newBuilder().setToken(token).setFollow(follow))
        .build();
  }

  /// A message of `-` alone, with all that [ApiEnvelope] puts into its place.
  public static ClientFrame send(Audience audience, int contentBytes) {
    String text = "-".repeat(contentBytes);
    ClientFrame.Builder frame = ClientFrame.newBuilder().setId(ID_PLACE);
    switch (audience) {
      case Audience.Room(var room) ->
          frame.setSendMessage(
              SendMessageRequest.newBuilder()
                  .setRoom(room)
                  .setClientMessageId(MESSAGE_ID_PLACE)
                  .setText(text));
      case Audience.User(var user) ->
          frame.setSendDirectMessage(
              SendDirectMessageRequest.newBuilder()
                  .setUser(user)
                  .setClientMessageId(MESSAGE_ID_PLACE)
                  .setText(text));
    }
    return frame.build();
  }
}
