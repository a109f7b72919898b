package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import gochat.session.Ending;
import gochat.session.Inbound;
import gochat.session.SeedMessage;
import gochat.stream.ClientStream;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The end of a stream, and its report that all was written.
class GrpcStreamTest extends ConnectionFixture {
  @Test
  void trailersLineUpBehindTheQueue() {
    open(10);
    queue(20);
    responder().end(Status.OK, new Metadata());
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
    responder().end(Status.OK, new Metadata());
    responder().flush();

    assertThat(received()).extracting(Frame::type).containsExactly(RawHttp2.HEADERS);
  }

  @Test
  void aSessionLearnsThatItsStreamHasDrainedAlsoIfAnotherWriteEmptiedIt() {
    open(10);
    CountingSession session = new CountingSession();
    ClientStream stream = stream(session);
    assertThat(stream.offer(Unpooled.buffer().writeZero(25))).isTrue();
    assertThat(stream.isDrained()).isFalse();

    // The window has grown, and the rest of that read is not handled yet.
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
            new GrpcRequest(
                new DefaultHttp2Headers(), false, GrpcRequest.NO_TIMEOUT, channel, null),
            responder(),
            _ -> session)
        .client();
  }

  @Test
  void anEndedStreamWhoseBytesAreNotTakenIsReset() {
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

  /// Counts the calls of its methods.
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
    responder().end(Failure.of(Reason.TOO_SLOW, "Too slow."));
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
}
