package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.UserKind;
import gochat.journal.Reports.Addition;
import gochat.limit.LimitTable.Holds;
import gochat.room.Person;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.v1.CloseReportRequest;
import gochat.v1.CloseReportResponse;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.EditMessageRequest;
import gochat.v1.ListReportsRequest;
import gochat.v1.ListReportsResponse;
import gochat.v1.OpenDirectResponse;
import gochat.v1.RefusalReason;
import gochat.v1.Report;
import gochat.v1.ReportMessageRequest;
import gochat.v1.ReportMessageResponse;
import gochat.v1.RoomKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportCallsTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");
  private final Caller carol = world.account("carol");
  private final Caller root = world.user("root", UserKind.ADMINISTRATOR);
  private String room = "";
  private long seq;

  /// Alice owns a private room, in which Bob has written.
  @BeforeEach
  void write() {
    room = world.room(alice, "club", RoomKind.ROOM_KIND_PRIVATE);
    world.ask(alice, Requests.invite(room, "bob"));
    world.ask(alice, Requests.invite(room, "carol"));
    seq = world.send(bob, room, "bad words");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private ReportMessageResponse report(Caller caller, String reported, long message) {
    return world.ask(
        caller,
        ReportMessageRequest.newBuilder()
            .setRoom(reported)
            .setMessageSeq(message)
            .setReason("insult")
            .build(),
        ReportMessageResponse.class);
  }

  private void reported(Caller caller, String reported, long message) {
    assertThat(report(caller, reported, message).hasReported()).isTrue();
  }

  private void refused(Caller caller, String reported, long message, RefusalReason reason) {
    assertThat(report(caller, reported, message).getRefusal().getReason()).isEqualTo(reason);
  }

  private ListReportsResponse list(Caller caller, ListReportsRequest request) {
    return world.ask(caller, request, ListReportsResponse.class);
  }

  private List<Report> all(Caller caller) {
    return list(caller, ListReportsRequest.getDefaultInstance()).getPage().getReportsList();
  }

  private CloseReportResponse close(Caller caller, Report report) {
    return world.ask(
        caller,
        CloseReportRequest.newBuilder().setReportId(report.getId()).build(),
        CloseReportResponse.class);
  }

  /// The reason why a report can't be closed.
  private String closing(Caller caller, Report report) {
    return ApiWorld.reason(
        world.failure(caller, CloseReportRequest.newBuilder().setReportId(report.getId()).build()));
  }

  @Test
  void moderatorsAndAdministratorsReadTheReportedMessageAndOthersDoNot() {
    reported(carol, room, seq);

    assertThat(all(alice)).hasSize(1).isEqualTo(all(root));
    Report report = all(root).getFirst();
    assertThat(report.getText()).isEqualTo("bad words");
    assertThat(report.getReason()).isEqualTo("insult");
    assertThat(report.getAuthor().getName()).isEqualTo("bob");
    assertThat(report.getReporter().getName()).isEqualTo("carol");
    assertThat(report.getRoomId()).isEqualTo(room);
    assertThat(report.getRoomName()).isEqualTo("club");
    assertThat(report.getRoomKind()).isEqualTo(RoomKind.ROOM_KIND_PRIVATE);
    assertThat(report.getMessageSeq()).isEqualTo(seq);
    assertThat(all(bob)).isEmpty();
    assertThat(all(carol)).isEmpty();
    assertThat(
            list(carol, ListReportsRequest.newBuilder().setRoom(room).build())
                .getRefusal()
                .getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
  }

  @Test
  void aReportOfADirectConversationIsForAdministratorsOnly() {
    String conversation =
        world
            .ask(alice, Requests.openDirect("bob"), OpenDirectResponse.class)
            .getOpened()
            .getRoomId();
    reported(alice, conversation, world.send(bob, conversation, "psst"));

    assertThat(all(alice)).isEmpty();
    assertThat(all(bob)).isEmpty();
    assertThat(all(root)).extracting(Report::getText).containsExactly("psst");
  }

  @Test
  void aReportKeepsTheTextWhateverHappensToTheMessage() {
    reported(carol, room, seq);
    world.ask(
        bob,
        EditMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).setText("nice").build());
    world.ask(alice, DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).build());

    assertThat(all(alice)).extracting(Report::getText).containsExactly("bad words");
  }

  @Test
  void anEditedMessageIsReportedWithItsNewestText() {
    world.ask(
        bob,
        EditMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).setText("worse").build());

    reported(carol, room, seq);

    assertThat(all(alice)).extracting(Report::getText).containsExactly("worse");
  }

  @Test
  void aRepeatedReportChangesNothing() {
    reported(carol, room, seq);
    reported(carol, room, seq);

    assertThat(all(alice)).hasSize(1);
    reported(alice, room, seq);
    assertThat(all(alice)).hasSize(2);
  }

  @Test
  void ownDeletedAndUnknownMessagesAndWhatIsNoMessageAreNotReported() {
    refused(bob, room, seq, RefusalReason.REFUSAL_REASON_NOT_ALLOWED);
    refused(carol, room, seq + 1, RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
    refused(carol, room, 1, RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);
    world.ask(alice, DeleteMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).build());
    refused(carol, room, seq, RefusalReason.REFUSAL_REASON_NO_SUCH_MESSAGE);

    assertThat(all(alice)).isEmpty();
  }

  @Test
  void aClosedReportIsGoneAndOnlyItsReadersCloseIt() {
    reported(carol, room, seq);
    Report report = all(alice).getFirst();

    assertThat(closing(bob, report)).isEqualTo("REPORT_NOT_FOUND");
    assertThat(close(alice, report).hasClosed()).isTrue();
    assertThat(closing(alice, report)).isEqualTo("REPORT_NOT_FOUND");

    assertThat(all(root)).isEmpty();
  }

  @Test
  @Holds("report.of-user-max")
  void aUserHasTwentyOpenReports() {
    for (int i = 0; i < 20; i++) {
      reported(carol, room, world.send(bob, room, "text " + i));
    }
    refused(carol, room, seq, RefusalReason.REFUSAL_REASON_TOO_MANY);

    assertThat(close(alice, all(alice).getFirst()).hasClosed()).isTrue();
    reported(carol, room, seq);
  }

  @Test
  @Holds("report.max")
  void aServerHasAThousandOpenReports() {
    for (int i = 0; i < 1_000; i++) {
      Person other = new Person(UUID.randomUUID(), "other", Standing.ACCOUNT);
      var report =
          new gochat.journal.Report(
              UUID.randomUUID(), RoomId.LOBBY, i + 1, other, 1, "text", other, "", i);
      assertThat(world.store.reports().add(report, 1, 1_000)).isEqualTo(Addition.ADDED);
    }
    refused(carol, room, seq, RefusalReason.REFUSAL_REASON_TOO_MANY);

    assertThat(close(root, all(root).getFirst()).hasClosed()).isTrue();
    reported(carol, room, seq);
  }

  @Test
  @Holds("report.of-page-max")
  void pagesHaveAllReports() {
    reported(carol, room, seq);
    reported(alice, room, seq);
    reported(carol, room, world.send(bob, room, "more"));
    ListReportsRequest.Builder request = ListReportsRequest.newBuilder().setPageSize(2);
    var first = list(alice, request.build()).getPage();
    var second = list(alice, request.setPageToken(first.getNextPageToken()).build()).getPage();

    assertThat(first.getReportsList()).isEqualTo(all(alice).subList(0, 2));
    assertThat(second.getReportsList()).isEqualTo(all(alice).subList(2, 3));
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(
            ApiWorld.field(
                world.failure(alice, ListReportsRequest.newBuilder().setPageSize(101).build())))
        .isEqualTo("page_size");
  }
}
