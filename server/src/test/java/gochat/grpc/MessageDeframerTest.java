package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.error.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeaks.class)
class MessageDeframerTest {
  private static final int MESSAGE_BYTES_MAX = 1_000;

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  private final Recorder found = new Recorder();

  @AfterEach
  void nothingIsHeld() {
    assertThat(allocator.metric().usedHeapMemory()).isZero();
    assertThat(found.kept).isZero();
  }

  /// Keeps the messages that the deframer finds, and can pause it after each.
  private static final class Recorder implements MessageDeframer.Sink {
    final List<String> events = new ArrayList<>();
    @Nullable MessageDeframer pausedAfterEachMessage;
    long consumed;
    long kept;

    @Override
    public void message(ByteBuf message) {
      events.add(ByteBufUtil.hexDump(message));
      if (pausedAfterEachMessage != null) {
        pausedAfterEachMessage.pause();
      }
    }

    @Override
    public void tooLong(long bytes) {
      events.add("tooLong " + bytes);
    }

    @Override
    public void failed(Failure failure) {
      events.add("failed " + failure.reason());
    }

    @Override
    public void end() {
      events.add("end");
    }

    @Override
    public void consumed(int bytes) {
      consumed += bytes;
    }

    @Override
    public void kept(int more) {
      kept += more;
    }
  }

  private MessageDeframer deframer(boolean isGzip) {
    return new MessageDeframer(MESSAGE_BYTES_MAX, isGzip, allocator, found);
  }

  private static byte[] prefix(int flag, int length) {
    return ByteBuffer.allocate(5).put((byte) flag).putInt(length).array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  private static byte[] gzipped(byte[] bytes) {
    byte[] packed = gzip(bytes);
    return concat(prefix(1, packed.length), packed);
  }

  private static void feed(MessageDeframer deframer, byte[] bytes) {
    ByteBuf data = Unpooled.wrappedBuffer(bytes);
    deframer.receive(data);
    assertThat(data.isReadable()).isFalse();
  }

  @Test
  void waitingMessagesTakeNoMoreMemoryHoweverOftenTheDeframerIsPaused() {
    MessageDeframer deframer = deframer(false);
    found.pausedAfterEachMessage = deframer;
    byte[] message = concat(prefix(0, 100), new byte[100]);
    feed(deframer, message);
    feed(deframer, message);

    for (int i = 0; i < 1_000; i++) {
      feed(deframer, message);
      deframer.resume();
    }

    assertThat(found.events).hasSize(1_001);
    assertThat(allocator.metric().usedHeapMemory()).isLessThan(2_000);
    deframer.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyChunkingFindsTheSameMessages(long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] message = new byte[random.nextInt(MESSAGE_BYTES_MAX * 3 / 2)];
      random.nextBytes(message);
      boolean isCompressed = random.nextBoolean();
      wire.writeBytes(isCompressed ? gzipped(message) : RawHttp2.message(message));
      if (message.length <= MESSAGE_BYTES_MAX) {
        expected.add(ByteBufUtil.hexDump(message));
      } else if (!isCompressed) {
        expected.add("tooLong " + message.length);
      } else {
        int packed = gzip(message).length;
        // Skipped by its own length or by what it unpacks to.
        expected.add("tooLong " + (packed > 1_256 ? packed : message.length));
      }
    }
    expected.add("end");
    MessageDeframer deframer = deframer(true);
    if (random.nextBoolean()) {
      found.pausedAfterEachMessage = deframer;
    }

    byte[] bytes = wire.toByteArray();
    for (int at = 0; at < bytes.length; ) {
      int chunk = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 4_000));
      feed(deframer, java.util.Arrays.copyOfRange(bytes, at, at + chunk));
      at += chunk;
      if (random.nextInt(3) == 0) {
        deframer.resume();
      }
    }
    deframer.endOfStream();
    for (int i = 0; i < 21; i++) {
      deframer.resume();
    }

    assertThat(found.events).isEqualTo(expected);
    assertThat(found.consumed).isEqualTo(bytes.length);
  }

  @Test
  void aMessageOfExactlyTheLimitIsDeliveredOneByteMoreIsSkipped() {
    MessageDeframer deframer = deframer(false);

    feed(deframer, RawHttp2.message(new byte[MESSAGE_BYTES_MAX]));
    feed(deframer, RawHttp2.message(new byte[MESSAGE_BYTES_MAX + 1]));
    feed(deframer, RawHttp2.message(new byte[] {7}));

    assertThat(found.events)
        .containsExactly(
            "00".repeat(MESSAGE_BYTES_MAX), "tooLong " + (MESSAGE_BYTES_MAX + 1), "07");
  }

  @Test
  void aSkippedMessageIsNeverHeld() {
    MessageDeframer deframer = deframer(false);
    feed(deframer, prefix(0, MessageDeframer.REFUSED_BYTES_MAX));
    for (int i = 0; i < 100; i++) {
      feed(deframer, new byte[10_000]);
      assertThat(allocator.metric().usedHeapMemory()).isZero();
    }
    assertThat(found.consumed).isEqualTo(1_000_005);
    deframer.close();
  }

  @Test
  void aMessageDeclaredFarTooLongFailsBeforeAnythingIsAllocated() {
    MessageDeframer deframer = deframer(false);

    feed(deframer, prefix(0, MessageDeframer.REFUSED_BYTES_MAX + 1));
    feed(deframer, prefix(0, -1));
    feed(deframer, RawHttp2.message(new byte[1]));

    assertThat(found.events).containsExactly("failed BODY_TOO_LONG");
    assertThat(found.consumed).isEqualTo(16);
  }

  @Test
  void aDeclaredLengthReservesNoMemory() {
    MessageDeframer deframer = new MessageDeframer(3 * 1024 * 1024, false, allocator, found);
    feed(deframer, concat(prefix(0, 3 * 1024 * 1024), new byte[1]));

    assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(1_024);
    deframer.close();
  }

  @Test
  void aBombFailsAndABigOneIsSkipped() {
    MessageDeframer deframer = new MessageDeframer(64 * 1024, true, allocator, found);

    feed(deframer, gzipped(new byte[MessageDeframer.REFUSED_BYTES_MAX]));
    feed(deframer, gzipped(new byte[MessageDeframer.REFUSED_BYTES_MAX + 1]));

    assertThat(found.events)
        .containsExactly("tooLong " + MessageDeframer.REFUSED_BYTES_MAX, "failed BODY_TOO_LONG");
  }

  @Test
  void aMessageThatDoesNotCompressStillFits() {
    byte[] noise = new byte[MESSAGE_BYTES_MAX];
    new Random(5).nextBytes(noise);

    feed(deframer(true), gzipped(noise));

    assertThat(found.events).containsExactly(ByteBufUtil.hexDump(noise));
  }

  @Test
  void brokenGzipFails() {
    byte[] packed = gzip(new byte[500]);
    packed[packed.length - 6] ^= 1;

    feed(deframer(true), concat(prefix(1, packed.length), packed));

    assertThat(found.events).containsExactly("failed BODY_INVALID");
  }

  @Test
  void aCompressedMessageWithoutAnEncodingFails() {
    feed(deframer(false), prefix(1, 3));
    feed(deframer(true), prefix(2, 3));

    assertThat(found.events).containsExactly("failed BODY_INVALID", "failed BODY_INVALID");
  }

  @Test
  void anEndInTheMiddleOfAMessageFails() {
    MessageDeframer inBody = deframer(false);
    feed(inBody, concat(prefix(0, 3), new byte[2]));
    inBody.endOfStream();
    MessageDeframer inPrefix = deframer(false);
    feed(inPrefix, new byte[] {0, 0});
    inPrefix.endOfStream();

    assertThat(found.events).containsExactly("failed BODY_INVALID", "failed BODY_INVALID");
  }

  @Test
  void aPausedDeframerHoldsTheSenderBack() {
    MessageDeframer deframer = deframer(false);
    deframer.pause();
    feed(deframer, RawHttp2.message(new byte[] {1}));
    assertThat(found.consumed).isZero();
    deframer.endOfStream();
    assertThat(found.events).isEmpty();

    deframer.resume();

    assertThat(found.events).containsExactly("01", "end");
    assertThat(found.consumed).isEqualTo(6);
  }
}
