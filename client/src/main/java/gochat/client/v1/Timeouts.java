package gochat.client.v1;

import gochat.client.Backoff;
import java.util.random.RandomGenerator;

/// The time limits of a [Chat]. All values are milliseconds above 0.
///
/// @param connectMs until a server must have accepted the stream
/// @param silenceMaxMs after this time without a frame the connection counts as dead; servers send
///   one every 20 s
/// @param retryFirstMs the limit of the pause before the first attempt to reconnect
/// @param retryMaxMs the limit of all pauses between attempts
/// @param stableMs how long a connection must last for the pauses to start again with the first
/// @param giveUpMs until a request must have been answered, if the caller sets no other limit
/// @param closeMs how long [Chat#close()] waits for answers and the server's confirmation
public record Timeouts(
    long connectMs,
    long silenceMaxMs,
    long retryFirstMs,
    long retryMaxMs,
    long stableMs,
    long giveUpMs,
    long closeMs) {
  public static final Timeouts DEFAULT =
      new Timeouts(10_000, 45_000, 500, 30_000, 10_000, 300_000, 5_000);

  public Timeouts {
    check(connectMs, "connectMs");
    check(silenceMaxMs, "silenceMaxMs");
    check(retryFirstMs, "retryFirstMs");
    check(retryMaxMs, "retryMaxMs");
    check(stableMs, "stableMs");
    check(giveUpMs, "giveUpMs");
    check(closeMs, "closeMs");
  }

  /// The pauses between attempts to connect.
  Backoff backoff(RandomGenerator random) {
    return new Backoff(retryFirstMs, retryMaxMs, Backoff.Jitter.FULL, random);
  }

  private static void check(long ms, String name) {
    if (ms < 1) {
      throw new IllegalArgumentException(name + ": " + ms + " (expected: 1 or more)");
    }
  }
}
