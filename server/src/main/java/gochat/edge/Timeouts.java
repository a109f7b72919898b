package gochat.edge;

import static gochat.limit.ConnectionLimit.DEAD_AFTER;
import static gochat.limit.ConnectionLimit.IDLE_TIMEOUT;
import static gochat.limit.ConnectionLimit.PING_AFTER;
import static gochat.limit.ConnectionLimit.PREFACE_TIMEOUT;
import static gochat.limit.ConnectionLimit.UNUSED;
import static gochat.limit.StreamLimit.STALLED_AFTER;
import static gochat.limit.StreamLimit.UNREGISTERED;

import gochat.limit.Limits;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// The timeouts of connections and streams on both ports. Immutable; all times are in nanoseconds.
public final class Timeouts {
  private final long prefaceNanos;
  private final long idleNanos;
  private final long unusedNanos;
  private final long stalledNanos;
  private final long pingNanos;
  private final long deadNanos;
  private final long sweepPeriodMs;

  public Timeouts(Limits limits) {
    prefaceNanos = limits.nanos(PREFACE_TIMEOUT);
    idleNanos = limits.nanos(IDLE_TIMEOUT);
    unusedNanos = limits.nanos(UNUSED);
    stalledNanos = limits.nanos(STALLED_AFTER);
    pingNanos = limits.nanos(PING_AFTER);
    deadNanos = pingNanos + limits.nanos(DEAD_AFTER);
    long shortestNanos =
        LongStream.of(
                prefaceNanos,
                idleNanos,
                unusedNanos,
                limits.nanos(UNREGISTERED),
                stalledNanos,
                pingNanos,
                deadNanos - pingNanos)
            .min()
            .getAsLong();
    sweepPeriodMs = Math.max(1, TimeUnit.NANOSECONDS.toMillis(shortestNanos) / 10);
  }

  /// @param ageNanos the time since the connection was accepted
  public boolean prefaceIsOverdue(long ageNanos) {
    return ageNanos >= prefaceNanos;
  }

  /// For the web port.
  ///
  /// @param idleNanos the time since its last request was answered
  public boolean connectionIsIdle(long idleNanos) {
    return idleNanos >= this.idleNanos;
  }

  /// For the gRPC port.
  ///
  /// @param unusedNanos the time since its last stream or call ended
  public boolean connectionIsUnused(long unusedNanos) {
    return unusedNanos >= this.unusedNanos;
  }

  /// @param silentNanos since the peer was heard
  public boolean peerIsSilent(long silentNanos) {
    return silentNanos >= pingNanos;
  }

  /// @param silentNanos since the peer was heard
  public boolean peerIsDead(long silentNanos) {
    return silentNanos >= deadNanos;
  }

  /// @param waitingNanos the time for which data waits and the reader has taken nothing
  public boolean readerIsStalled(long waitingNanos) {
    return waitingNanos >= stalledNanos;
  }

  /// The time after which a reader that takes nothing is stalled.
  public long stalledNanos() {
    return stalledNanos;
  }

  /// The time between two checks of a connection or stream: a tenth of the shortest timeout.
  public long sweepPeriodMs() {
    return sweepPeriodMs;
  }
}
