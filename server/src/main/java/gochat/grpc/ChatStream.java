package gochat.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.Gochat.ChatMessage;
import gochat.session.Client;
import gochat.session.Inbound;
import gochat.session.SeedMessage;
import gochat.session.StreamKind;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A stream of `gochat.ChatService/Chat`. Runs on the connection's event loop only.
final class ChatStream extends GrpcStream {
  private final Inbound<SeedMessage> session;

  /// The username of the message that is being skipped.
  private @Nullable SkippedUsername skipped;

  ChatStream(
      Method method,
      GrpcRequest request,
      GrpcResponder responder,
      Function<Client, Inbound<SeedMessage>> sessions) {
    super(method, request, responder);
    session = sessions.apply(client());
    client().open(session);
  }

  @Override
  public StreamKind kind() {
    return StreamKind.SEED;
  }

  @Override
  void receive(ByteBuffer message) throws InvalidProtocolBufferException {
    ChatMessage said = ChatMessage.parseFrom(message);
    session.receive(new SeedMessage(said.getUsername(), said.getTargetname(), said.getContent()));
  }

  @Override
  public void skipped(ByteBuf part) {
    if (skipped == null) {
      skipped = new SkippedUsername();
    }
    skipped.read(part);
  }

  @Override
  public void tooLong(long bytes) {
    session.tooLong(bytes, messageBytesMax());
    SkippedUsername first = skipped;
    skipped = null;
    if (first != null) {
      // The first message registers its name even if its text is too long.
      session.receive(new SeedMessage(first.username(), "", ""));
    }
  }

  @Override
  public void end() {
    session.halfClosed();
  }

  @Override
  public void opened() {
    responder().named();
    begin();
  }
}
