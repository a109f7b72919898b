package gochat.client;

import java.util.random.RandomGenerator;

/// Exponential backoff with jitter: each pause limit is twice the one before, up to a maximum. A
/// random part is subtracted, so that clients that lost the same server do not reconnect at the
/// same time. Not thread-safe.
public final class Backoff {
  /// How much of a pause is random.
  public enum Jitter {
    HALF,
    /// Spreads best: each pause is between 0 and its limit.
    FULL
  }

  private final long firstMs;
  private final long maxMs;
  private final Jitter jitter;
  private final RandomGenerator random;
  private int attempts;

  /// @param firstMs the limit of the first pause
  /// @param maxMs the limit of all pauses
  public Backoff(long firstMs, long maxMs, Jitter jitter, RandomGenerator random) {
    this.firstMs = firstMs;
    this.maxMs = maxMs;
    this.jitter = jitter;
    this.random = random;
  }

  public long nextMs() {
    long limitMs = Math.min(maxMs, firstMs << Math.min(attempts, 20));
    attempts++;
    long randomMs =
        switch (jitter) {
          case HALF -> limitMs / 2;
          case FULL -> limitMs;
        };
    return limitMs - (long) (random.nextDouble() * randomMs);
  }

  /// Starts again with the first pause.
  public void reset() {
    attempts = 0;
  }
}
