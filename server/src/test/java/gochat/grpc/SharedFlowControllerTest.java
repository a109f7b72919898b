package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedFlowControllerTest extends ConnectionFixture {
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
  void nothingSharedFollowsTrailersOrAReset() {
    StreamQueue ended = open(1_000);
    responder().end(Status.OK, new Metadata());
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
