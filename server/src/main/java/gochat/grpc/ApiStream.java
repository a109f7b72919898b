package gochat.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.api.V1Stream;
import gochat.session.Inbound;
import gochat.session.StreamKind;
import gochat.v1.ClientFrame;
import gochat.v1.FollowRequest;
import java.nio.ByteBuffer;
import java.util.function.Function;

/// A stream of `gochat.v1.StreamService`. Runs on the connection's event loop only.
final class ApiStream extends GrpcStream {
  enum Kind {
    /// One request; then the client only receives.
    FOLLOW,
    /// Requests as long as the stream is open.
    CONNECT
  }

  private final Kind kind;
  private final V1Stream stream;
  private final Inbound<ClientFrame> session;

  ApiStream(
      Kind kind,
      Method method,
      GrpcRequest request,
      GrpcResponder responder,
      Function<V1Stream.Transport, V1Stream> streams) {
    super(method, request, responder);
    this.kind = kind;
    stream = streams.apply(client());
    session = stream.session();
    client().open(session);
    // The headers tell the client that the stream is open, before the first frame.
    begin();
  }

  @Override
  public StreamKind kind() {
    return StreamKind.GRPC;
  }

  @Override
  void receive(ByteBuffer message) throws InvalidProtocolBufferException {
    switch (kind) {
      case FOLLOW -> {
        pause();
        stream.follow(FollowRequest.parseFrom(message));
      }
      case CONNECT -> session.receive(ClientFrame.parseFrom(message));
    }
  }

  @Override
  public void tooLong(long bytes) {
    session.tooLong(bytes, messageBytesMax());
  }

  @Override
  public void end() {
    if (kind == Kind.CONNECT) {
      session.halfClosed();
    }
  }
}
