package gochat.grpc;

import gochat.limit.ConnectionLimit;
import gochat.limit.StreamLimit;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What one gRPC port grants. Refusals never touch what was granted before.
///
/// @param connectionsMax open connections of the server, 1..1_000_000
/// @param connectionsPerAddressMax open connections from one address, 1..1_000_000
/// @param streamsPerConnectionMax open streams of one connection, 1..10_000
/// @param headerListBytesMax metadata of one request, as HTTP/2 counts it, 1_024..1_048_576
/// @param streamWindowBytes what a peer may send on a stream before it is read, 1_024..16_777_216
/// @param prefaceTimeoutMs time from the connection to its HTTP/2 preface, 10..600_000
/// @param pingAfterMs silence after which a connection is pinged, 10..86_400_000
/// @param deadAfterMs further silence after which it is closed, 10..86_400_000
/// @param stalledAfterMs time for which bytes may wait for a chat stream that takes none,
///   10..86_400_000
/// @param unusedAfterMs time after which a connection ends on which nothing is open, 10..86_400_000
/// @param unregisteredAfterMs time in which a stream has to say who is there, 10..86_400_000
public record GrpcLimits(
    int connectionsMax,
    int connectionsPerAddressMax,
    int streamsPerConnectionMax,
    int headerListBytesMax,
    int streamWindowBytes,
    int prefaceTimeoutMs,
    int pingAfterMs,
    int deadAfterMs,
    int stalledAfterMs,
    int unusedAfterMs,
    int unregisteredAfterMs) {
  public static final GrpcLimits DEFAULT =
      new GrpcLimits(
          ConnectionLimit.OPEN.standardInt(),
          ConnectionLimit.PER_ADDRESS.standardInt(),
          StreamLimit.PER_CONNECTION.standardInt(),
          ConnectionLimit.HEADER_BYTES.standardInt(),
          65_535,
          ConnectionLimit.PREFACE_TIMEOUT.standardInt(),
          ConnectionLimit.PING_AFTER.standardInt(),
          ConnectionLimit.DEAD_AFTER.standardInt(),
          StreamLimit.STALLED_AFTER.standardInt(),
          ConnectionLimit.UNUSED.standardInt(),
          StreamLimit.UNREGISTERED.standardInt());

  public GrpcLimits {
    check(connectionsMax, 1, 1_000_000, "grpc.connections-max");
    check(connectionsPerAddressMax, 1, 1_000_000, "grpc.connections-per-address-max");
    check(streamsPerConnectionMax, 1, 10_000, "grpc.streams-per-connection-max");
    check(headerListBytesMax, 1_024, 1_048_576, "grpc.header-list-bytes-max");
    check(streamWindowBytes, 1_024, 16_777_216, "grpc.stream-window-bytes");
    check(prefaceTimeoutMs, 10, 600_000, "grpc.preface-timeout-ms");
    check(pingAfterMs, 10, 86_400_000, "grpc.ping-after-ms");
    check(deadAfterMs, 10, 86_400_000, "grpc.dead-after-ms");
    check(stalledAfterMs, 10, 86_400_000, "grpc.stalled-after-ms");
    check(unusedAfterMs, 10, 86_400_000, "grpc.unused-after-ms");
    check(unregisteredAfterMs, 10, 86_400_000, "grpc.unregistered-after-ms");
  }

  private static void check(int value, int min, int max, String key) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          key + ": " + value + " (expected: " + min + ".." + max + ")");
    }
  }

  /// These limits with other numbers of connections.
  public GrpcLimits withConnections(int max, int perAddressMax) {
    return new GrpcLimits(
        max,
        perAddressMax,
        streamsPerConnectionMax,
        headerListBytesMax,
        streamWindowBytes,
        prefaceTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs,
        unusedAfterMs,
        unregisteredAfterMs);
  }

  /// These limits with another number of streams.
  public GrpcLimits withStreamsPerConnection(int max) {
    return new GrpcLimits(
        connectionsMax,
        connectionsPerAddressMax,
        max,
        headerListBytesMax,
        streamWindowBytes,
        prefaceTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs,
        unusedAfterMs,
        unregisteredAfterMs);
  }

  /// These limits with other times.
  public GrpcLimits withTimes(int prefaceTimeoutMs, int pingAfterMs, int deadAfterMs) {
    return new GrpcLimits(
        connectionsMax,
        connectionsPerAddressMax,
        streamsPerConnectionMax,
        headerListBytesMax,
        streamWindowBytes,
        prefaceTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs,
        unusedAfterMs,
        unregisteredAfterMs);
  }

  /// These limits with another patience for streams that take nothing.
  public GrpcLimits withStalledAfter(int stalledAfterMs) {
    return new GrpcLimits(
        connectionsMax,
        connectionsPerAddressMax,
        streamsPerConnectionMax,
        headerListBytesMax,
        streamWindowBytes,
        prefaceTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs,
        unusedAfterMs,
        unregisteredAfterMs);
  }

  /// These limits with other times for connections on which nothing is open, and for streams of
  /// which it is not known whose they are.
  GrpcLimits withIdleTimes(int unusedAfterMs, int unregisteredAfterMs) {
    return new GrpcLimits(
        connectionsMax,
        connectionsPerAddressMax,
        streamsPerConnectionMax,
        headerListBytesMax,
        streamWindowBytes,
        prefaceTimeoutMs,
        pingAfterMs,
        deadAfterMs,
        stalledAfterMs,
        unusedAfterMs,
        unregisteredAfterMs);
  }

  boolean isUnused(long unusedNanos) {
    return unusedNanos >= TimeUnit.MILLISECONDS.toNanos(unusedAfterMs);
  }

  boolean isOverdue(long unregisteredNanos) {
    return unregisteredNanos >= TimeUnit.MILLISECONDS.toNanos(unregisteredAfterMs);
  }

  boolean prefaceIsOverdue(long ageNanos) {
    return ageNanos >= TimeUnit.MILLISECONDS.toNanos(prefaceTimeoutMs);
  }

  boolean peerIsSilent(long silentNanos) {
    return silentNanos >= TimeUnit.MILLISECONDS.toNanos(pingAfterMs);
  }

  boolean peerIsDead(long silentNanos) {
    return silentNanos >= TimeUnit.MILLISECONDS.toNanos((long) pingAfterMs + deadAfterMs);
  }

  boolean readerIsStalled(long waitingNanos) {
    return waitingNanos >= TimeUnit.MILLISECONDS.toNanos(stalledAfterMs);
  }

  /// How often connections are looked at: a tenth of the shortest time.
  long sweepPeriodMs() {
    int shortestMs =
        IntStream.of(
                prefaceTimeoutMs,
                stalledAfterMs,
                pingAfterMs,
                deadAfterMs,
                unusedAfterMs,
                unregisteredAfterMs)
            .min()
            .getAsInt();
    return Math.max(1, shortestMs / 10);
  }
}
