package gochat.api;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes ids for messages that came without one: UUIDs of version 7 (RFC 9562, section 5.7), each
/// greater than the one before. The store's index of ids then grows at its end, which takes a
/// fraction of the writes of random ids. Safe for all threads.
final class MessageIds {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MASK = (1 << COUNTER_BITS) - 1;
  private static final long VERSION = 7L << COUNTER_BITS;
  private static final int TIME_SHIFT = 16;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// The milliseconds followed by the counter, as one number. An overflow of the counter carries
  /// into the milliseconds, as section 6.2 allows.
  private final AtomicLong latest = new AtomicLong();

  MessageIds(InstantSource clock) {
    this.clock = clock;
  }

  UUID next() {
    long tick =
        latest.accumulateAndGet(
            clock.millis() << COUNTER_BITS, (before, now) -> Math.max(before + 1, now));
    return new UUID(
        ((tick >>> COUNTER_BITS) << TIME_SHIFT) | VERSION | (tick & COUNTER_MASK),
        (random.nextLong() & ~VARIANT_MASK) | VARIANT);
  }
}
