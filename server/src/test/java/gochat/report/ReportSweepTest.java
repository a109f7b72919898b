package gochat.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.limit.ReportLimit;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.Standing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReportSweepTest {
  private static final long LIFE_MS = TimeUnit.DAYS.toMillis(30);

  private final Reports reports = new TestJournal().store().reports();
  private final AtomicLong nowMs = new AtomicLong(LIFE_MS);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());

  private ReportSweep sweep() {
    return ReportSweep.start(reports, clock, TimeUnit.MILLISECONDS.toNanos(1));
  }

  private UUID report(long seq, long reportedMs) {
    Person person = new Person(UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    UUID id = UUID.randomUUID();
    Report report =
        new Report(id, RoomId.LOBBY, seq, person, 1, "text", person, "reason", reportedMs);
    assertThat(reports.add(report, 100, 100)).isEqualTo(Reports.Addition.ADDED);
    return id;
  }

  private void awaitGone(UUID id) {
    await().untilAsserted(() -> assertThat(reports.find(id)).isEmpty());
  }

  @Test
  @Holds("report.life-ms")
  void aReportIsErasedAfterThirtyDays() {
    assertThat(ReportLimit.LIFE.standard()).isEqualTo(LIFE_MS);
    UUID old = report(1, 0);
    UUID young = report(2, 1);

    try (ReportSweep _ = sweep()) {
      awaitGone(old);
      assertThat(reports.find(young)).isPresent();
    }
  }

  @Test
  @Holds("report.pause-ms")
  void reportsAreErasedWhenTheClockReachesTheirEndAlsoByTwoServers() {
    UUID first = report(1, 10);
    UUID second = report(2, 20);

    try (ReportSweep _ = sweep();
        ReportSweep _ = sweep()) {
      nowMs.set(LIFE_MS + 10);
      awaitGone(first);
      assertThat(reports.find(second)).isPresent();
      nowMs.set(LIFE_MS + 20);
      awaitGone(second);
    }
  }
}
