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

/// Whether connections and streams have had their time, on both ports. Immutable; all times are in
/// nanoseconds.
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

  /// @param ageNanos since the connection was accepted
  public boolean prefaceIsOverdue(long ageNanos) {
    return ageNanos >= prefaceNanos;
  }

  /// On the web port.
  ///
  /// @param idleNanos since its last request was answered
  public boolean connectionIsIdle(long idleNanos) {
    return idleNanos >= this.idleNanos;
  }

  /// On the gRPC port.
  ///
  /// @param unusedNanos since a stream or a call was open
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

  /// @param waitingNanos for which something waits and nothing was taken
  public boolean readerIsStalled(long waitingNanos) {
    return waitingNanos >= stalledNanos;
  }

  /// @return how long a reader may take nothing
  public long stalledNanos() {
    return stalledNanos;
  }

  /// How often connections and streams are looked at: a tenth of the shortest time.
  public long sweepPeriodMs() {
    return sweepPeriodMs;
  }
}
