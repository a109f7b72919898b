package gochat.client;

import java.util.random.RandomGenerator;

/// The pauses between attempts: each twice as long as the one before up to a limit, and of that a
/// random part between one half and all, so that clients who lost the same server don't come back
/// in step.
final class Backoff {
  private final long firstMs;
  private final long maxMs;
  private final RandomGenerator random;
  private int attempts;

  Backoff(long firstMs, long maxMs, RandomGenerator random) {
    this.firstMs = firstMs;
    this.maxMs = maxMs;
    this.random = random;
  }

  long nextMs() {
    long limitMs = Math.min(maxMs, firstMs << Math.min(attempts, 20));
    attempts++;
    return limitMs - (long) (random.nextDouble() * limitMs / 2);
  }

  void reset() {
    attempts = 0;
  }
}
