package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.ConnectionSweep;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import gochat.session.Ending;
import gochat.session.Inbound;
import gochat.session.SeedMessage;
import gochat.stream.ClientStream;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One connection without a socket: frames go in and come out as bytes.
@ExtendWith(NoLeaks.class)
class SharedFlowControllerTest {
  private static final int SETTINGS_INITIAL_WINDOW = 4;

  private final List<GrpcResponder> responders = new ArrayList<>();
  private final EmbeddedChannel channel = connect();

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
  private StreamQueue open(int initialWindow) {
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    settings(initialWindow);
    StreamQueue stream = openStream(1);
    return stream;
  }

  private StreamQueue openStream(int id) {
    frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, id, RawHttp2.grpcHeaders("/test.Echo/Chat"));
    GrpcResponder responder = responders.getLast();
    responder.headers();
    responder.flush();
    received();
    return responder.outbound();
  }

  private GrpcResponder responder() {
    return responders.getFirst();
  }

  private void send(byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  private void frame(int type, int flags, int stream, byte[] payload) {
    send(RawHttp2.frameBytes(type, flags, stream, payload));
  }

  private void settings(int initialWindow) {
    ByteBuffer payload = ByteBuffer.allocate(6);
    payload.putShort((short) SETTINGS_INITIAL_WINDOW).putInt(initialWindow);
    frame(RawHttp2.SETTINGS, 0, 0, payload.array());
  }

  private void windowUpdate(int stream, int bytes) {
    frame(RawHttp2.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  private record Frame(int type, int flags, int stream, int length) {}

  /// The frames that have been written since the last call.
  private List<Frame> received() {
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

  private int dataBytes() {
    return received().stream()
        .filter(frame -> frame.type() == RawHttp2.DATA)
        .mapToInt(Frame::length)
        .sum();
  }

  private boolean writeShared(StreamQueue stream, int bytes) {
    ByteBuf frames =
        Unpooled.wrappedBuffer(RawHttp2.frameBytes(RawHttp2.DATA, 0, 1, new byte[bytes]));
    try {
      return stream.writeShared(frames, bytes);
    } finally {
      assertThat(frames.readableBytes()).isEqualTo(9 + bytes);
      frames.release();
      stream.flush();
    }
  }

  private void queue(int bytes) {
    responder().data(Unpooled.buffer().writeZero(bytes));
    responder().flush();
  }

  @Test
  void sharedFramesPassWhenWindowsAndSocketAllowIt() {
    StreamQueue stream = open(1_000);

    assertThat(writeShared(stream, 600)).isTrue();
    assertThat(received()).containsExactly(new Frame(RawHttp2.DATA, 0, 1, 600));
    assertThat(stream.writtenBytes()).isEqualTo(600);
    assertThat(writeShared(stream, 401)).isFalse();
    assertThat(writeShared(stream, 400)).isTrue();
  }

  @Test
  void aZeroWindowTakesNothingUntilItIsOpened() {
    StreamQueue stream = open(0);

    assertThat(writeShared(stream, 1)).isFalse();
    queue(100);
    assertThat(received()).isEmpty();
    assertThat(stream.pendingBytes()).isEqualTo(100);
    windowUpdate(1, 30);
    assertThat(dataBytes()).isEqualTo(30);
    windowUpdate(1, 1_000);
    assertThat(dataBytes()).isEqualTo(70);
    assertThat(stream.pendingBytes()).isZero();
  }

  @Test
  void theConnectionsWindowCountsToo() {
    StreamQueue stream = open(1_000_000);

    for (int i = 0; i < 4; i++) {
      assertThat(writeShared(stream, 16_000)).isTrue();
    }
    assertThat(writeShared(stream, 1_536)).isFalse();
    assertThat(writeShared(stream, 1_535)).isTrue();
    windowUpdate(0, 10);
    assertThat(writeShared(stream, 10)).isTrue();
  }

  @Test
  void aWindowSmallerThanABatchStillMakesProgress() {
    StreamQueue stream = open(10);

    assertThat(writeShared(stream, 25)).isFalse();
    queue(25);
    int total = 0;
    for (int turns = 0; turns < 3; turns++) {
      total += dataBytes();
      windowUpdate(1, 10);
    }
    assertThat(total + dataBytes()).isEqualTo(25);
  }

  @Test
  void nothingOvertakesTheQueue() {
    StreamQueue stream = open(10);
    queue(11);

    windowUpdate(1, 0x7fff);
    assertThat(stream.pendingBytes()).isZero();
    assertThat(writeShared(stream, 5)).isTrue();

    StreamQueue blocked = openBlocked();
    assertThat(writeShared(blocked, 1)).isFalse();
  }

  /// Stream 3 with a window of 10 and one byte more in its queue.
  private StreamQueue openBlocked() {
    StreamQueue stream = openStream(3);
    responders.getLast().data(Unpooled.buffer().writeZero(11));
    responders.getLast().flush();
    assertThat(stream.pendingBytes()).isEqualTo(1);
    return stream;
  }

  @Test
  void trailersLineUpBehindTheQueue() {
    open(10);
    queue(20);
    responder().end(Status.OK);
    responder().flush();
    assertThat(received()).containsExactly(new Frame(RawHttp2.DATA, 0, 1, 10));
    assertThat(responder().isComplete()).isFalse();

    windowUpdate(1, 10);
    List<Frame> rest = received();
    assertThat(rest).extracting(Frame::type).containsExactly(RawHttp2.DATA, RawHttp2.HEADERS);
    assertThat(rest.getLast().flags() & RawHttp2.END_STREAM).isEqualTo(RawHttp2.END_STREAM);
    assertThat(responder().isComplete()).isTrue();
  }

  @Test
  void trailersNeedNoWindow() {
    open(0);
    responder().end(Status.OK);
    responder().flush();

    assertThat(received()).extracting(Frame::type).containsExactly(RawHttp2.HEADERS);
  }

  @Test
  void nothingSharedFollowsTrailersOrAReset() {
    StreamQueue ended = open(1_000);
    responder().end(Status.OK);
    assertThat(writeShared(ended, 1)).isFalse();

    StreamQueue reset = openStream(3);
    responders.getLast().reset(io.netty.handler.codec.http2.Http2Error.CANCEL);
    assertThat(writeShared(reset, 1)).isFalse();
  }

  @Test
  void theOwnerHearsOnceThatItsQueueHasDrained() {
    StreamQueue stream = open(10);
    int[] drained = {0};
    stream.onDrained(() -> drained[0]++);

    queue(25);
    windowUpdate(1, 10);
    assertThat(drained[0]).isZero();
    windowUpdate(1, 10);
    assertThat(drained[0]).isEqualTo(1);
  }

  @Test
  void aStreamIsToldThatItHasDrainedAlsoWhenSomethingElseWroteIt() {
    open(10);
    CountingSession session = new CountingSession();
    ClientStream stream = stream(session);
    assertThat(stream.offer(Unpooled.buffer().writeZero(25))).isTrue();
    assertThat(stream.isDrained()).isFalse();

    // The window has grown, and what came with that is not read yet.
    ByteBuffer increment = ByteBuffer.allocate(4).putInt(100);
    channel
        .pipeline()
        .fireChannelRead(
            Unpooled.wrappedBuffer(
                RawHttp2.frameBytes(RawHttp2.WINDOW_UPDATE, 0, 1, increment.array())));
    assertThat(stream.offer(Unpooled.buffer().writeZero(25))).isTrue();

    assertThat(stream.isDrained()).isTrue();
    assertThat(session.drained).isZero();
    channel.runPendingTasks();
    assertThat(session.drained).isEqualTo(1);
  }

  private ClientStream stream(CountingSession session) {
    return new ChatStream(
            GrpcStream.Method.of(GrpcFraming.SEED, Limits.STANDARD),
            new GrpcRequest(new DefaultHttp2Headers(), null, GrpcRequest.NO_TIMEOUT, channel, null),
            responder(),
            _ -> session)
        .client();
  }

  @Test
  void aStreamThatEndedBehindWhatNobodyTakesIsResetInTheEnd() {
    open(10);
    CountingSession session = new CountingSession();
    ClientStream stream = stream(session);
    assertThat(stream.offer(Unpooled.buffer().writeZero(25))).isTrue();
    stream.end(Ending.DONE);
    long now = System.nanoTime();
    stream.sweep(now);
    stream.sweep(now);
    received();

    stream.sweep(now + Limits.STANDARD.nanos(StreamLimit.STALLED_AFTER));

    assertThat(received()).extracting(Frame::type).containsExactly(RawHttp2.RST_STREAM);
    assertThat(session.disconnected).isEqualTo(1);
  }

  /// Counts what it is told.
  private static final class CountingSession implements Inbound<SeedMessage> {
    private int drained;
    private int disconnected;

    @Override
    public void receive(SeedMessage message) {}

    @Override
    public void tooLong(long bytes, int bytesMax) {}

    @Override
    public void halfClosed() {}

    @Override
    public void drained() {
      drained++;
    }

    @Override
    public void sweep(long nowNanos) {}

    @Override
    public void shutDown() {}

    @Override
    public void disconnected() {
      disconnected++;
    }
  }

  @Test
  void anAbandonedQueueMakesRoomForTrailersWithoutAReset() {
    StreamQueue stream = open(10);
    queue(100_000);
    received();

    stream.abandonQueue();
    responder().end(Status.RESOURCE_EXHAUSTED);
    responder().flush();

    assertThat(stream.pendingBytes()).isZero();
    assertThat(received()).extracting(Frame::type).containsExactly(RawHttp2.HEADERS);
  }

  @Test
  void aPeerThatResetsIsNotResetInTurn() {
    open(10);
    queue(100);
    received();

    frame(RawHttp2.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});

    assertThat(received()).isEmpty();
  }

  @Test
  void aChangedInitialWindowMovesOpenStreams() {
    StreamQueue stream = open(10);
    queue(25);
    assertThat(dataBytes()).isEqualTo(10);

    settings(20);
    assertThat(dataBytes()).isEqualTo(10);
    settings(0);
    windowUpdate(1, 15);
    // 20 were written under a window of 0 + 15: it is below zero.
    assertThat(dataBytes()).isZero();
    windowUpdate(1, 10);
    assertThat(dataBytes()).isEqualTo(5);
    assertThat(stream.pendingBytes()).isZero();
  }

  @Test
  void aWindowThatOverflowsByAnUpdateEndsTheStream() {
    open(1_000);
    windowUpdate(1, Integer.MAX_VALUE);

    assertThat(received()).extracting(Frame::type).contains(RawHttp2.RST_STREAM);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void aWindowThatOverflowsByTheInitialWindowEndsTheConnection() {
    open(1_000);
    windowUpdate(1, Integer.MAX_VALUE - 1_000);
    received();
    settings(1_001);

    assertThat(received()).extracting(Frame::type).contains(RawHttp2.GO_AWAY);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aConnectionWindowThatOverflowsEndsTheConnection() {
    open(1_000);
    windowUpdate(0, Integer.MAX_VALUE);

    assertThat(received()).extracting(Frame::type).contains(RawHttp2.GO_AWAY);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void streamsThatWaitTakeTurns() {
    open(1_000_000);
    openStream(3);
    responders.get(0).data(Unpooled.buffer().writeZero(100_000));
    responders.get(1).data(Unpooled.buffer().writeZero(100_000));
    responders.get(0).flush();

    List<Integer> order =
        received().stream()
            .filter(frame -> frame.type() == RawHttp2.DATA)
            .map(Frame::stream)
            .toList();
    assertThat(order).startsWith(1, 3, 1, 3);
  }

  @Test
  void anUnwritableSocketRefusesSharedFrames() {
    StreamQueue stream = open(60_000);
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    // Written and not flushed: it fills the buffer.
    ByteBuf frames =
        Unpooled.wrappedBuffer(RawHttp2.frameBytes(RawHttp2.DATA, 0, 1, new byte[100]));
    assertThat(stream.writeShared(frames, 100)).isTrue();
    assertThat(stream.writeShared(frames, 100)).isFalse();
    frames.release();
    queue(50);
    channel.flush();

    assertThat(dataBytes()).isEqualTo(150);
  }
}
