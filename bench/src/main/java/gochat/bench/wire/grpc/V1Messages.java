package gochat.bench.wire.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.MessageLite;
import gochat.bench.wire.Audience;
import gochat.bench.wire.MessageIds;
import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.StartRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/// What a client of the v1 API says, with gRPC's length prefix.
final class V1Messages {
  static final String SIGN_IN_PATH = "/gochat.v1.AccountService/SignInAsGuest";
  static final String CONNECT_PATH = "/gochat.v1.StreamService/Connect";

  private static final int PREFIX_BYTES = 5;

  /// The tag of a frame's id, its first field.
  private static final int ID_TAG_BYTES = 1;

  // The least that takes five bytes, so that all 32 bits fit in its place.
  private static final long ID_PLACE = 1L << 28;
  private static final int ID_BYTES = 5;
  private static final String MESSAGE_ID_PLACE = "m".repeat(MessageIds.BYTES);

  private V1Messages() {}

  static byte[] signIn(String name) {
    return bytes(SignInAsGuestRequest.newBuilder().setName(name).build());
  }

  /// @param token of whoever has signed in
  /// @param follows rooms other than the lobby and one's own, by id
  static byte[] start(String token, List<Audience> follows) {
    FollowRequest.Builder follow = FollowRequest.newBuilder();
    for (Audience audience : follows) {
      switch (audience) {
        case Audience.Room(var id) -> follow.addRooms(id);
        // What is sent to a user comes by itself.
        case Audience.User _ -> {}
      }
    }
    return bytes(
        ClientFrame.newBuilder()
            .setStart(StartRequest.newBuilder().setToken(token).setFollow(follow))
            .build());
  }

  /// A message whose last bytes are its text, of `-` alone.
  static byte[] send(Audience audience, int contentBytes) {
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
    return bytes(frame.build());
  }

  /// Writes the id of the message that begins at `start`, with its prefix.
  static void setId(ByteBuf out, int start, int id) {
    int at = start + PREFIX_BYTES + ID_TAG_BYTES;
    for (int i = 0; i < ID_BYTES - 1; i++) {
      out.setByte(at + i, (id >>> (7 * i)) | 0x80);
    }
    out.setByte(at + ID_BYTES - 1, id >>> (7 * (ID_BYTES - 1)));
  }

  /// Where the client message id of a message is written.
  static int messageIdOffset(byte[] message) {
    return new String(message, ISO_8859_1).indexOf(MESSAGE_ID_PLACE);
  }

  private static byte[] bytes(MessageLite message) {
    ByteBuf out = Unpooled.buffer();
    out.writeByte(0).writeInt(message.getSerializedSize()).writeBytes(message.toByteArray());
    return ByteBufUtil.getBytes(out);
  }
}
