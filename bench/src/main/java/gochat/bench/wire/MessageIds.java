package gochat.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.SplittableRandom;

/// Client message ids like those of our client library, UUIDs of version 7 (RFC 9562), written in
/// place without strings. For one thread.
public final class MessageIds {
  /// As text.
  public static final int BYTES = 36;

  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MASK = (1 << COUNTER_BITS) - 1;
  private static final long VERSION = 7L << COUNTER_BITS;
  private static final int TIME_SHIFT = 16;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private final SplittableRandom random = new SplittableRandom();

  // Milliseconds followed by a counter, as one number.
  private long latest;

  /// Writes the next id at `offset`; each is greater than the one before.
  public void write(ByteBuf out, int offset) {
    latest = Math.max(latest + 1, System.currentTimeMillis() << COUNTER_BITS);
    long high = ((latest >>> COUNTER_BITS) << TIME_SHIFT) | VERSION | (latest & COUNTER_MASK);
    long low = (random.nextLong() & ~VARIANT_MASK) | VARIANT;
    digits(out, offset, high, 64, 8);
    out.setByte(offset + 8, '-');
    digits(out, offset + 9, high, 32, 4);
    out.setByte(offset + 13, '-');
    digits(out, offset + 14, high, 16, 4);
    out.setByte(offset + 18, '-');
    digits(out, offset + 19, low, 64, 4);
    out.setByte(offset + 23, '-');
    digits(out, offset + 24, low, 48, 12);
  }

  /// Writes the `count` hexadecimal digits of `value` below bit `belowBit`.
  private static void digits(ByteBuf out, int offset, long value, int belowBit, int count) {
    for (int i = 0; i < count; i++) {
      out.setByte(offset + i, DIGITS[(int) (value >>> (belowBit - 4 * (i + 1))) & 0xF]);
    }
  }
}
