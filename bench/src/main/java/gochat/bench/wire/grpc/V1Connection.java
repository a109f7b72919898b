package gochat.bench.wire.grpc;

import static gochat.bench.wire.grpc.ClientFrames.FIRST_STREAM_ID;
import static gochat.bench.wire.grpc.ClientFrames.SECOND_STREAM_ID;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Parser;
import com.google.protobuf.TextFormat;
import gochat.bench.wire.ApiEnvelope;
import gochat.bench.wire.Client;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.MessageIds;
import gochat.v1.Event;
import gochat.v1.MessagePosted;
import gochat.v1.MessageSent;
import gochat.v1.PrivateMessage;
import gochat.v1.Reply;
import gochat.v1.SendDirectMessageResponse;
import gochat.v1.SendMessageResponse;
import gochat.v1.ServerFrame;
import gochat.v1.SignInAsGuestResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client of the v1 API with its stream `Connect`. A guest first signs in on another stream.
final class V1Connection extends GrpcConnection {
  private final String authority;
  private final Client client;
  private final MessageIds messageIds;
  private final int connectStreamId;
  private final FieldWalker fields = new FieldWalker();
  private @Nullable String token;
  private boolean isConnected;
  private int requests;

  /// @param token of a signed-in user; null: the client signs in as a guest
  V1Connection(
      String authority,
      Client client,
      @Nullable String token,
      MessageIds messageIds,
      Listener listener) {
    super(
        ClientFrames.opening(
            authority, token == null ? V1Messages.SIGN_IN_PATH : V1Messages.CONNECT_PATH),
        token == null
            ? ClientFrames.onlyData(FIRST_STREAM_ID, V1Messages.signIn(client.name()))
            : ClientFrames.data(FIRST_STREAM_ID, V1Messages.start(token, client.follows())),
        listener);
    this.authority = authority;
    this.client = client;
    this.token = token;
    this.messageIds = messageIds;
    isConnected = token != null;
    connectStreamId = isConnected ? FIRST_STREAM_ID : SECOND_STREAM_ID;
  }

  String name() {
    return client.name();
  }

  /// Empty before a guest has signed in.
  Optional<String> token() {
    return Optional.ofNullable(token);
  }

  @Override
  public Envelope envelope(Destination destination, int contentBytes) {
    byte[] frame = ClientFrames.data(connectStreamId, V1Messages.send(destination, contentBytes));
    int idOffset = ClientFrames.FRAME_HEADER_BYTES + V1Messages.ID_OFFSET;
    return new ApiEnvelope(frame, idOffset, V1Messages::writeId, messageIds, () -> ++requests);
  }

  @Override
  protected void onTrailers(@Nullable CharSequence status, @Nullable CharSequence sentence) {
    if (isConnected || token == null) {
      super.onTrailers(status, sentence);
      return;
    }
    isConnected = true;
    openStream(
        connectStreamId,
        ClientFrames.request(connectStreamId, authority, V1Messages.CONNECT_PATH),
        ClientFrames.data(connectStreamId, V1Messages.start(token, client.follows())));
  }

  @Override
  protected void onMessage(ByteBuf in, int offset, int length) {
    if (!isConnected) {
      onSignedIn(parsed(SignInAsGuestResponse.parser(), in, offset, length));
      return;
    }
    fields.start(in, offset, length);
    switch (fields.next()) {
      case ServerFrame.EVENT_FIELD_NUMBER -> onEvent(in);
      case ServerFrame.REPLY_FIELD_NUMBER -> onReply(in);
      case ServerFrame.PRIVATE_MESSAGE_FIELD_NUMBER -> onPrivateMessage(in);
      case ServerFrame.CAUGHT_UP_FIELD_NUMBER -> listener().onRegistered();
      case ServerFrame.ROOM_UNFOLLOWED_FIELD_NUMBER,
          ServerFrame.GAP_FIELD_NUMBER,
          ServerFrame.RESET_FIELD_NUMBER ->
          lose(shown(parsed(ServerFrame.parser(), in, offset, length)));
      default -> {}
    }
  }

  private void onSignedIn(SignInAsGuestResponse response) {
    if (response.hasSignedIn()) {
      token = response.getSignedIn().getToken();
    } else {
      lose("sign-in refused: " + response.getRefusal().getSentence());
    }
  }

  private void onEvent(ByteBuf in) {
    fields.enter();
    if (fields.enter(Event.MESSAGE_POSTED_FIELD_NUMBER)
        && fields.find(MessagePosted.TEXT_FIELD_NUMBER)) {
      listener().onContent(in, fields.offset(), fields.length());
    }
  }

  private void onPrivateMessage(ByteBuf in) {
    fields.enter();
    if (fields.find(PrivateMessage.TEXT_FIELD_NUMBER)) {
      listener().onContent(in, fields.offset(), fields.length());
    }
  }

  private void onReply(ByteBuf in) {
    int offset = fields.offset();
    int length = fields.length();
    fields.enter();
    // The reply to `start`, the first request, has the id 0, which protobuf leaves out.
    if (fields.next() != Reply.ID_FIELD_NUMBER) {
      return;
    }
    int request = (int) fields.number() - 1;
    int reply = fields.next();
    fields.enter();
    boolean isDone =
        switch (reply) {
          case Reply.SEND_MESSAGE_FIELD_NUMBER -> isStored(request);
          case Reply.SEND_DIRECT_MESSAGE_FIELD_NUMBER ->
              fields.next() == SendDirectMessageResponse.PASSED_ON_FIELD_NUMBER;
          default -> false;
        };
    if (!isDone) {
      lose("refused: " + shown(parsed(Reply.parser(), in, offset, length)));
    }
  }

  private boolean isStored(int request) {
    if (fields.next() != SendMessageResponse.SENT_FIELD_NUMBER) {
      return false;
    }
    fields.enter();
    boolean hasSeq = fields.find(MessageSent.SEQ_FIELD_NUMBER);
    if (hasSeq) {
      listener().onStored(request, fields.number());
    }
    return hasSeq;
  }

  // Rare messages are parsed into an object.
  private static <M extends MessageLite> M parsed(
      Parser<M> parser, ByteBuf in, int offset, int length) {
    try {
      return parser.parseFrom(ByteBufUtil.getBytes(in, offset, length));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a message of the v1 API", e);
    }
  }

  private static String shown(MessageOrBuilder message) {
    return TextFormat.printer().emittingSingleLine(true).printToString(message);
  }
}
