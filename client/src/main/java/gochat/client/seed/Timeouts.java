package gochat.client.seed;

/// The time limits of a [ChatClient]. All values are milliseconds above 0.
///
/// @param connectTimeoutMs until a server must have answered as a gRPC server
/// @param settleMs until a silent server counts as having accepted the name: servers of the first
///   contract send nothing, not even headers, before the first delivery
/// @param retryFirstMs the limit of the pause before the first attempt to reconnect
/// @param retryMaxMs the limit of all pauses between attempts
/// @param stableMs how long a stream must last for the pauses to start again with the first
/// @param nameHeldMs for how long the client retries a name that the server still holds
public record Timeouts(
    long connectTimeoutMs,
    long settleMs,
    long retryFirstMs,
    long retryMaxMs,
    long stableMs,
    long nameHeldMs) {
  public static final Timeouts DEFAULT = new Timeouts(10_000, 500, 500, 30_000, 10_000, 60_000);
}
