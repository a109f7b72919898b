package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.edge.ConnectionSweep;
import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// One connection without a socket: frames go in and come out as bytes.
@ExtendWith(NoLeaks.class)
abstract class ConnectionFixture {
  private static final int SETTINGS_INITIAL_WINDOW = 4;

  final List<GrpcResponder> responders = new ArrayList<>();
  final EmbeddedChannel channel = connect();

  private EmbeddedChannel connect() {
    ServiceRegistry services =
        ServiceRegistry.builder().stream(
                EchoService.CHAT,
                (_, responder) -> {
                  responders.add(responder);
                  return new RefusedStream(responder);
                })
            .build(1_024);
    return new EmbeddedChannel(
        new GrpcConnectionFactory(Limits.STANDARD, services)
            .create(System.nanoTime(), new ConnectionSweep(1_000)));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  /// Connects with this initial window, opens stream 1 and sends its response headers.
  final StreamQueue open(int initialWindow) {
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    settings(initialWindow);
    return openStream(1);
  }

  final StreamQueue openStream(int id) {
    frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, id, RawHttp2.grpcHeaders("/test.Echo/Chat"));
    GrpcResponder responder = responders.getLast();
    responder.headers();
    responder.flush();
    received();
    return responder.outbound();
  }

  final GrpcResponder responder() {
    return responders.getFirst();
  }

  private void send(byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  final void frame(int type, int flags, int stream, byte[] payload) {
    send(RawHttp2.frameBytes(type, flags, stream, payload));
  }

  final void settings(int initialWindow) {
    ByteBuffer payload = ByteBuffer.allocate(6);
    payload.putShort((short) SETTINGS_INITIAL_WINDOW).putInt(initialWindow);
    frame(RawHttp2.SETTINGS, 0, 0, payload.array());
  }

  final void windowUpdate(int stream, int bytes) {
    frame(RawHttp2.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  record Frame(int type, int flags, int stream, int length) {}

  /// The frames that have been written since the last call.
  final List<Frame> received() {
    ByteBuf bytes = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      bytes.writeBytes(part);
      part.release();
    }
    List<Frame> frames = new ArrayList<>();
    while (bytes.isReadable()) {
      int length = bytes.readUnsignedMedium();
      frames.add(
          new Frame(bytes.readUnsignedByte(), bytes.readUnsignedByte(), bytes.readInt(), length));
      bytes.skipBytes(length);
    }
    return frames;
  }

  final int dataBytes() {
    return received().stream()
        .filter(frame -> frame.type() == RawHttp2.DATA)
        .mapToInt(Frame::length)
        .sum();
  }

  final void queue(int bytes) {
    responder().data(Unpooled.buffer().writeZero(bytes));
    responder().flush();
  }
}
