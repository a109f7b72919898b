package gochat.bench.wire;

import io.netty.buffer.ByteBuf;

/// The mark at the start of a message's content: its time, sender and sequence number.
///
/// Sixteen ASCII characters of six bits each: 48 bits of nanoseconds, then 16 bits of sender and 32
/// of sequence. JSON does not escape them, so the content is valid in every protocol. Two `long`
/// reads are enough to read it.
public final class Stamp {
  public static final int BYTES = 16;

  /// The sender of probes, which show that their receiver is registered.
  public static final int PROBE_SENDER = 0xFFFF;

  private static final long SIX_BITS = 0x3F3F_3F3F_3F3F_3F3FL;
  private static final long FIRST_CHARACTER = 0x3F3F_3F3F_3F3F_3F3FL;

  // JSON escapes only this one of the 64 characters; a `#` replaces it.
  private static final long BACKSLASH = 0x5C5C_5C5C_5C5C_5C5CL;
  private static final long NUMBER_SIGN = 0x2323_2323_2323_2323L;
  private static final long SEVEN_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

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
    return exchanged(Long.expand(value, SIX_BITS) + FIRST_CHARACTER, BACKSLASH, NUMBER_SIGN);
  }

  private static long value(long characters) {
    return Long.compress(exchanged(characters, NUMBER_SIGN, BACKSLASH) - FIRST_CHARACTER, SIX_BITS);
  }

  /// Replaces one character by another in all eight bytes at once.
  private static long exchanged(long characters, long from, long to) {
    long difference = characters ^ from;
    // The highest bit of each byte that is zero (Warren, Hacker's Delight, section 6-1).
    long equal = ~(((difference & SEVEN_BITS) + SEVEN_BITS) | difference | SEVEN_BITS);
    long mask = (equal >>> 7) * 0xFF;
    return characters ^ (mask & (from ^ to));
  }
}
