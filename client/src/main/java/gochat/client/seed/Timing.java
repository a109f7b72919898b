package gochat.client.seed;

/// How patient a [ChatClient] is. All values are milliseconds above 0.
///
/// @param connectTimeoutMs until a server must have answered as a gRPC server
/// @param settleMs after which a server that has said nothing counts as having accepted the name:
///   servers of the first kind send nothing, not even headers, before the first delivery
/// @param retryFirstMs the longest pause before the first attempt to reconnect
/// @param retryMaxMs the longest pause between two attempts
/// @param stableMs how long a stream must have lasted for the pauses to start small again
/// @param nameHeldMs for how long a name that the server still holds is tried again
public record Timing(
    long connectTimeoutMs,
    long settleMs,
    long retryFirstMs,
    long retryMaxMs,
    long stableMs,
    long nameHeldMs) {
  public static final Timing DEFAULT = new Timing(10_000, 500, 500, 30_000, 10_000, 60_000);
}
