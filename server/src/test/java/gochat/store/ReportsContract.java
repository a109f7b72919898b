package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.journal.Reports.Addition;
import gochat.room.Author;
import gochat.room.RoomId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The contract of [Reports].
abstract class ReportsContract extends StoreContract.PortContract {
  private static final UUID NO_ID = new UUID(0, 0);

  ReportsContract(StoreContract backend) {
    super(backend);
  }

  private Reports reports() {
    return store().reports();
  }

  private static Report report(Author reporter, RoomId room, long seq, long reportedMs) {
    return new Report(
        UUID.randomUUID(),
        room,
        seq,
        BOB.person(),
        AT,
        "text\0😀",
        reporter.person(),
        "reason\0😀",
        reportedMs);
  }

  private Report add(Author reporter, RoomId room, long seq, long reportedMs) {
    Report report = report(reporter, room, seq, reportedMs);
    assertThat(reports().add(report, NO_LIMIT, NO_LIMIT)).isEqualTo(Addition.ADDED);
    return report;
  }

  private List<Report> page(RoomId... rooms) {
    return reports().page(List.of(rooms), Long.MAX_VALUE, NO_ID, NO_LIMIT);
  }

  @Test
  void aReportIsFoundAsItWasAdded() {
    Report first = add(ALICE, ROOM, 7, 1);
    Report second = add(CAROL, OTHER, 8, 2);

    reopen();
    assertThat(reports().find(first.id())).contains(first);
    assertThat(reports().find(UUID.randomUUID())).isEmpty();
    assertThat(reports().rooms()).containsExactlyInAnyOrder(ROOM, OTHER);
    assertThat(page(ROOM, OTHER)).containsExactly(second, first);
    assertThat(page(ROOM)).containsExactly(first);
    assertThat(page(LOBBY)).isEmpty();
    assertThat(page()).isEmpty();
  }

  @Test
  void pagesHaveAllReportsOnceTheNewestFirst() {
    for (int i = 0; i < 10; i++) {
      add(ALICE, i % 2 == 0 ? ROOM : OTHER, i, i / 4);
    }
    List<Report> all = page(ROOM, OTHER);
    assertThat(all).hasSize(10).isSortedAccordingTo(Report.NEWEST_FIRST);

    for (int i = 0; i < 10; i++) {
      Report before = all.get(i);
      assertThat(
              reports().page(List.of(OTHER, ROOM), before.reportedMs(), before.id(), /* max */ 3))
          .isEqualTo(all.subList(i + 1, Math.min(i + 4, 10)));
    }
  }

  @Test
  void aUserReportsAMessageOnce() {
    Report first = add(ALICE, ROOM, 7, 1);

    assertThat(reports().check(ALICE.user(), ROOM, 7, NO_LIMIT, NO_LIMIT))
        .isEqualTo(Addition.REPEATED);
    assertThat(reports().add(report(ALICE, ROOM, 7, 2), 1, 1)).isEqualTo(Addition.REPEATED);
    Report ofCarol = add(CAROL, ROOM, 7, 2);
    Report ofOtherRoom = add(ALICE, OTHER, 7, 3);
    assertThat(page(ROOM, OTHER)).containsExactly(ofOtherRoom, ofCarol, first);

    assertThat(reports().remove(first.id())).isTrue();
    add(ALICE, ROOM, 7, 4);
  }

  @Test
  void thereIsAnEndOfReportsOfOneUserAndOfAll() {
    Report first = add(ALICE, ROOM, 1, 1);
    add(CAROL, ROOM, 1, 1);

    assertThat(reports().check(ALICE.user(), ROOM, 2, 2, 3)).isEqualTo(Addition.ADDED);
    assertThat(reports().check(ALICE.user(), ROOM, 2, 1, 9))
        .isEqualTo(Addition.TOO_MANY_OF_REPORTER);
    assertThat(reports().add(report(ALICE, ROOM, 2, 1), 1, 9))
        .isEqualTo(Addition.TOO_MANY_OF_REPORTER);
    assertThat(reports().check(ALICE.user(), ROOM, 2, 9, 2)).isEqualTo(Addition.TOO_MANY);
    assertThat(reports().add(report(ALICE, ROOM, 2, 1), 9, 2)).isEqualTo(Addition.TOO_MANY);
    assertThat(reports().remove(first.id())).isTrue();
    assertThat(reports().add(report(ALICE, ROOM, 2, 1), 1, 2)).isEqualTo(Addition.ADDED);
  }

  @Test
  void aRemovedReportIsGone() {
    Report report = add(ALICE, ROOM, 7, 1);
    assertThat(reports().remove(report.id())).isTrue();

    reopen();
    assertThat(reports().remove(report.id())).isFalse();
    assertThat(reports().find(report.id())).isEmpty();
    assertThat(reports().rooms()).isEmpty();
  }

  @Test
  void anErasedNameIsGoneFromTheReportsOfAndByItsUser() {
    Report by = add(ALICE, ROOM, 1, 1);
    Report other = add(CAROL, ROOM, 2, 2);

    reports().eraseName(ALICE.user());

    reopen();
    assertThat(page(ROOM))
        .extracting(report -> report.reporter().name())
        .containsExactly(other.reporter().name(), "");
    assertThat(reports().find(by.id()).map(report -> report.author().name())).contains(BOB.name());

    reports().eraseName(BOB.user());
    assertThat(page(ROOM)).extracting(report -> report.author().name()).containsExactly("", "");
    assertThat(page(ROOM)).extracting(Report::text).containsOnly("text\0😀");
  }

  @Test
  void oldReportsAreRemovedTogether() {
    add(ALICE, ROOM, 1, 1);
    add(ALICE, ROOM, 2, 2);
    Report kept = add(ALICE, ROOM, 3, 3);

    assertThat(reports().removeUntil(2)).isEqualTo(2);
    assertThat(reports().removeUntil(2)).isZero();

    reopen();
    assertThat(page(ROOM)).containsExactly(kept);
  }
}
