package gochat.report;

import gochat.journal.JournalException;
import gochat.journal.Reports;
import gochat.limit.ReportLimit;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases the reports that nobody has closed in time, again and again, the first time at once.
/// Several servers may do so at the same time.
public final class ReportSweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReportSweep.class);

  private final Reports reports;
  private final InstantSource clock;
  private final long pauseNanos;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("reports").unstarted(this::run);

  private ReportSweep(Reports reports, InstantSource clock, long pauseNanos) {
    this.reports = reports;
    this.clock = clock;
    this.pauseNanos = pauseNanos;
  }

  /// Begins on a virtual thread.
  ///
  /// @param clock the one of the reports
  /// @param pauseNanos the time from the end of a look to the next one
  public static ReportSweep start(Reports reports, InstantSource clock, long pauseNanos) {
    ReportSweep sweep = new ReportSweep(reports, clock, pauseNanos);
    sweep.thread.start();
    return sweep;
  }

  private void run() {
    boolean isFailing = false;
    do {
      try {
        int _ = reports.removeUntil(clock.millis() - ReportLimit.LIFE.standard());
        isFailing = false;
      } catch (JournalException e) {
        // A disk that fails would fail each look.
        if (!isFailing) {
          log.atError().setCause(e).log("old reports of messages can't be erased");
        }
        isFailing = true;
      }
    } while (!isClosedWithin(pauseNanos));
  }

  private boolean isClosedWithin(long nanos) {
    try {
      closing.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      return true;
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  /// Waits for the running look.
  @Override
  public void close() {
    closing.complete(null);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
