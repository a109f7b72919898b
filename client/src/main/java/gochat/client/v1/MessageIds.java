package gochat.client.v1;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes client message ids: UUIDs of version 7 (RFC 9562, section 5.7), each greater than the one
/// before. The server accepts any UUID, but ids that begin with the time extend its index at the
/// end, which costs a fraction of the writes of random ones. Thread-safe.
public final class MessageIds {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MASK = (1 << COUNTER_BITS) - 1;
  private static final long VERSION = 7L << COUNTER_BITS;
  private static final int TIME_SHIFT = 16;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// The milliseconds followed by the counter, as one number: an overflow of the counter carries
  /// into the time, as section 6.2 allows.
  private final AtomicLong latest = new AtomicLong();

  public MessageIds() {
    this(InstantSource.system());
  }

  MessageIds(InstantSource clock) {
    this.clock = clock;
  }

  public String next() {
    long tick =
        latest.accumulateAndGet(
            clock.millis() << COUNTER_BITS, (before, now) -> Math.max(before + 1, now));
    UUID id =
        new UUID(
            ((tick >>> COUNTER_BITS) << TIME_SHIFT) | VERSION | (tick & COUNTER_MASK),
            (random.nextLong() & ~VARIANT_MASK) | VARIANT);
    return id.toString();
  }
}
