package gochat.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that beats as long as the server runs, and says when it can't.
final class Heartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

  @FunctionalInterface
  interface Beat {
    void beat() throws SQLException;
  }

  private final Beat beat;
  private final Duration period;
  private final Thread thread = Thread.ofVirtual().name("beat").unstarted(this::run);
  private volatile boolean isEnding;
  private final LongAdder outages = new LongAdder();

  /// @param beat waits for the database
  Heartbeat(Beat beat, Duration period) {
    this.beat = beat;
    this.period = period;
  }

  void start() {
    thread.start();
  }

  private void run() {
    boolean wasHeard = true;
    for (rest(); !isEnding; rest()) {
      try {
        beat.beat();
        if (!wasHeard) {
          log.info("the database answers again");
        }
        wasHeard = true;
      } catch (SQLException e) {
        if (wasHeard && !isEnding) {
          outages.increment();
          log.atWarn()
              .addKeyValue("reason", SqlState.sentence(e))
              .log("the database does not answer; its hosts are tried until one does");
        }
        wasHeard = false;
      }
    }
  }

  /// How often it began to fail.
  long outages() {
    return outages.sum();
  }

  private void rest() {
    LockSupport.parkNanos(period.toNanos());
  }

  /// Waits for the beat that is under way.
  @Override
  public void close() {
    isEnding = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
