package gochat.bench.wire;

import io.netty.buffer.ByteBuf;

/// The mark at the start of a message's content: when it was sent, by whom, and as which one.
///
/// Sixteen printable ASCII characters of six bits each, so that the content is valid UTF-8 and two
/// words are enough to read it: 48 bits of nanoseconds, then 16 bits of sender and 32 of sequence.
public final class Stamp {
  public static final int BYTES = 16;

  /// The sender of probes, which only show that their receiver is registered.
  public static final int PROBE_SENDER = 0xFFFF;

  private static final long SIX_BITS = 0x3F3F_3F3F_3F3F_3F3FL;
  private static final long FIRST_CHARACTER = 0x3030_3030_3030_3030L;

  private Stamp() {}

  public static void write(ByteBuf out, int offset, int sender, int sequence, long timeNs) {
    out.setLong(offset, printable(timeNs));
    out.setLong(offset + 8, printable((long) sender << 32 | Integer.toUnsignedLong(sequence)));
  }

  public static long timeNs(ByteBuf content, int offset) {
    return value(content.getLong(offset));
  }

  /// The sender in the upper half, the sequence in the lower.
  public static long origin(ByteBuf content, int offset) {
    return value(content.getLong(offset + 8));
  }

  public static int senderOf(long origin) {
    return (int) (origin >>> 32);
  }

  public static int sequenceOf(long origin) {
    return (int) origin;
  }

  private static long printable(long value) {
    return Long.expand(value, SIX_BITS) + FIRST_CHARACTER;
  }

  private static long value(long characters) {
    return Long.compress(characters - FIRST_CHARACTER, SIX_BITS);
  }
}
