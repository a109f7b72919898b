package gochat.client.v1;

/// How patient a [Chat] is. All values are milliseconds above 0.
///
/// @param connectMs until a server must have accepted the stream
/// @param silenceMaxMs after so long without a word the connection is taken for dead; servers say
///   something every 20 s
/// @param retryFirstMs the longest pause before the first attempt to reconnect
/// @param retryMaxMs the longest pause between two attempts
/// @param stableMs how long a connection must have lasted for the pauses to start small again
/// @param giveUpMs until a request must have been answered, unless the caller says otherwise
/// @param closeMs how long [Chat#close()] waits for answers and for the server's goodbye
public record Patience(
    long connectMs,
    long silenceMaxMs,
    long retryFirstMs,
    long retryMaxMs,
    long stableMs,
    long giveUpMs,
    long closeMs) {
  public static final Patience DEFAULT =
      new Patience(10_000, 45_000, 500, 30_000, 10_000, 300_000, 5_000);

  public Patience {
    check(connectMs, "connectMs");
    check(silenceMaxMs, "silenceMaxMs");
    check(retryFirstMs, "retryFirstMs");
    check(retryMaxMs, "retryMaxMs");
    check(stableMs, "stableMs");
    check(giveUpMs, "giveUpMs");
    check(closeMs, "closeMs");
  }

  private static void check(long ms, String name) {
    if (ms < 1) {
      throw new IllegalArgumentException(name + ": " + ms + " (expected: 1 or more)");
    }
  }
}
