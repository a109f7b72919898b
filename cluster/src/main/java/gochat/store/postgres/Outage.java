package gochat.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The time in which the database is away: a standby becomes the primary within seconds. Stateless.
final class Outage {
  private static final Duration LENGTH_MAX = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Outage() {}

  @FunctionalInterface
  interface Attempt<T> {
    T make() throws SQLException;
  }

  /// Makes an attempt again as long as the connection is lost, but not for ever, and not when the
  /// life gets no answer at all.
  ///
  /// @param attempt one that can be made again after a failure
  static <T> T outlast(Life life, Attempt<T> attempt) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return attempt.make();
      } catch (SQLException e) {
        if (!SqlState.isConnectionLost(e)
            || !life.isHeard()
            || System.nanoTime() - start > LENGTH_MAX.toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
