package gochat.report;

import gochat.journal.Reports;
import gochat.limit.ReportLimit;
import gochat.pause.Repetition;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases the reports that nobody has closed in time, again and again, the first time at once.
/// Several servers may do so at the same time.
public final class ReportSweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReportSweep.class);

  private final Repetition repetition;

  private ReportSweep(Repetition repetition) {
    this.repetition = repetition;
  }

  /// Begins on a virtual thread.
  ///
  /// @param clock the one of the reports
  /// @param pauseNanos the time from the end of a look to the next one
  public static ReportSweep start(Reports reports, InstantSource clock, long pauseNanos) {
    return new ReportSweep(
        Repetition.start(
            "reports",
            pauseNanos,
            _ -> reports.removeUntil(clock.millis() - ReportLimit.LIFE.standard()),
            e -> log.atError().setCause(e).log("old reports of messages can't be erased")));
  }

  /// Waits for the running look.
  @Override
  public void close() {
    repetition.close();
  }
}
