package gochat.bench.wire;

import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.StartRequest;
import java.util.List;

/// Requests of clients of the v1 API, for all transports.
public final class ApiRequests {
  /// The room of all users.
  public static final Destination.Room LOBBY = new Destination.Room("lobby");

  /// A placeholder for a request's id: ten digits, or five bytes as a varint.
  public static final long ID_PLACE = 0xFFFF_FFFFL;

  /// A placeholder for a client message id.
  static final String MESSAGE_ID_PLACE = "m".repeat(MessageIds.BYTES);

  private ApiRequests() {}

  /// The first request, with the id 0.
  ///
  /// @param follows rooms of which the user is not a member, by id
  public static ClientFrame start(String token, List<Destination> follows) {
    FollowRequest.Builder follow = FollowRequest.newBuilder();
    for (Destination destination : follows) {
      switch (destination) {
        case Destination.Room(var id) -> follow.addRooms(id);
        // Messages to the user come without a request.
        case Destination.User _ -> {}
      }
    }
    return ClientFrame.newBuilder()
        .setStart(StartRequest.newBuilder().setToken(token).setFollow(follow))
        .build();
  }

  /// A message that consists of `-`, with placeholders that [ApiEnvelope] fills.
  public static ClientFrame send(Destination destination, int contentBytes) {
    String text = "-".repeat(contentBytes);
    ClientFrame.Builder frame = ClientFrame.newBuilder().setId(ID_PLACE);
    switch (destination) {
      case Destination.Room(var room) ->
          frame.setSendMessage(
              SendMessageRequest.newBuilder()
                  .setRoom(room)
                  .setClientMessageId(MESSAGE_ID_PLACE)
                  .setText(text));
      case Destination.User(var user) ->
          frame.setSendDirectMessage(
              SendDirectMessageRequest.newBuilder()
                  .setUser(user)
                  .setClientMessageId(MESSAGE_ID_PLACE)
                  .setText(text));
    }
    return frame.build();
  }
}
