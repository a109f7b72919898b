package gochat.client;

import java.util.random.RandomGenerator;

/// The pauses between attempts: each twice as long as the one before up to a limit, less a random
/// part, so that clients who lost the same server don't come back in step.
public final class Backoff {
  /// How much of a pause is left to chance.
  public enum Jitter {
    HALF,
    /// Spreads best: any pause down to none.
    FULL
  }

  private final long firstMs;
  private final long maxMs;
  private final Jitter jitter;
  private final RandomGenerator random;
  private int attempts;

  /// @param firstMs the longest first pause
  /// @param maxMs the longest pause of all
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

  /// The next pause is a first one again.
  public void reset() {
    attempts = 0;
  }
}
