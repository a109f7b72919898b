package gochat.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import gochat.account.AuditLog;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.RefusalKind;
import gochat.journal.History;
import gochat.journal.History.Anchor;
import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.journal.Reports.Addition;
import gochat.journal.RoomDirectory;
import gochat.journal.RoomDirectory.Listing;
import gochat.limit.ReportLimit;
import gochat.limit.RequestLimit;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.LogEntry;
import gochat.room.Moderation;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.session.Authors;
import gochat.v1.CloseReportRequest;
import gochat.v1.ListReportsRequest;
import gochat.v1.MessageReported;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.ReportClosed;
import gochat.v1.ReportMessageRequest;
import gochat.v1.ReportPage;
import gochat.wire.ReportWire;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls that report messages, and list and close reports.
final class ReportCalls {
  private static final int PAGE_MAX = ReportLimit.OF_PAGE.standardInt();
  private static final int PAGE_BYTES_MAX = RequestLimit.PAGE_BYTES.standardInt();
  private static final int OF_USER_MAX = ReportLimit.OF_USER.standardInt();
  private static final int OPEN_MAX = ReportLimit.OPEN.standardInt();
  private static final UUID NO_ID = new UUID(0, 0);

  /// The last report of the page before.
  private static final PageToken<CreationPlace> REPORTS =
      new PageToken<>("reports", CreationPlace::parse);

  private final RoomFinder rooms;
  private final UserFinder users;
  private final RoomDirectory directory;
  private final History history;
  private final Reports reports;
  private final AuditLog audit;
  private final InstantSource clock;

  ReportCalls(
      RoomFinder rooms,
      UserFinder users,
      RoomDirectory directory,
      History history,
      Reports reports,
      AuditLog audit,
      InstantSource clock) {
    this.rooms = rooms;
    this.users = users;
    this.directory = directory;
    this.history = history;
    this.reports = reports;
    this.audit = audit;
    this.clock = clock;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.of(MessageServiceGrpc.getReportMessageMethod(), this::report).asChange(),
        Call.of(MessageServiceGrpc.getListReportsMethod(), this::list),
        Call.of(MessageServiceGrpc.getCloseReportMethod(), this::close).asChange());
  }

  private Message report(Caller caller, ReportMessageRequest request) {
    long seq = Arguments.seq("message_seq", request.getMessageSeq());
    String reason = Arguments.reason(request.getReason());
    return rooms.read(
        caller,
        request.getRoom(),
        room ->
            message(caller, room, seq)
                .map(posted -> report(caller, room, seq, posted, reason))
                .orElseGet(() ->
                    RefusalKind.NO_SUCH_MESSAGE.refusal(
                        "There is no message %d here to report. It may be deleted, or no longer kept."
                            .formatted(seq))));
  }

  /// The message with its newest text, if it is kept and not deleted.
  private Optional<RoomEvent.Posted> message(Caller caller, Listing room, long seq) {
    return history
        .page(room.room(), new Anchor.After(seq - 1), 1, PAGE_BYTES_MAX, caller.id())
        .entries()
        .stream()
        .map(History.Shown::entry)
        .filter(entry -> entry.seq() == seq)
        .map(LogEntry::event)
        .filter(RoomEvent.Posted.class::isInstance)
        .map(RoomEvent.Posted.class::cast)
        .findFirst();
  }

  private Message report(
      Caller caller, Listing room, long seq, RoomEvent.Posted posted, String reason) {
    if (posted.author().user().equals(caller.id())) {
      return RefusalKind.NOT_ALLOWED.refusal(
          "Message %d is your own; delete it instead of reporting it.".formatted(seq));
    }
    Report report =
        new Report(
            UUID.randomUUID(),
            room.room(),
            seq,
            posted.author().person(),
            posted.atMs(),
            posted.text(),
            Authors.person(caller.user()),
            reason,
            clock.millis());
    Addition possible =
        reports.check(report.reporter().user(), room.room(), seq, OF_USER_MAX, OPEN_MAX);
    return answer(
        possible != Addition.ADDED
            ? possible
            : audit.act(
                caller.actor(),
                AuditAction.REPORT_CREATED,
                account(report),
                details(report, room),
                () -> reports.add(report, OF_USER_MAX, OPEN_MAX),
                addition -> addition != Addition.ADDED));
  }

  private static Message answer(Addition addition) {
    return switch (addition) {
      case ADDED, REPEATED -> MessageReported.getDefaultInstance();
      case TOO_MANY_OF_REPORTER ->
          RefusalKind.TOO_MANY.refusal(
              "You have %d open reports. Wait until some of them are closed."
                  .formatted(OF_USER_MAX));
      case TOO_MANY ->
          RefusalKind.TOO_MANY.refusal(
              "There are %d open reports at this server. Write to a moderator or an administrator instead."
                  .formatted(OPEN_MAX));
    };
  }

  /// The author of the message, null when it is gone.
  private @Nullable User account(Report report) {
    return users.find(report.author().user().toString()).orElse(null);
  }

  private static Map<AuditDetail, String> details(Report report, Listing room) {
    Map<AuditDetail, String> details = Moderation.details(room.room(), room.kind(), room.name());
    details.put(AuditDetail.MESSAGE, String.valueOf(report.seq()));
    return details;
  }

  private Message list(Caller caller, ListReportsRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), PAGE_MAX, PAGE_MAX);
    CreationPlace before =
        REPORTS.place(request.getPageToken()).orElse(new CreationPlace(Long.MAX_VALUE, NO_ID));
    Map<RoomId, Listing> reviewed = new HashMap<>();
    if (request.getRoom().isEmpty()) {
      reports
          .rooms()
          .forEach(room ->
              listing(caller, room)
                  .filter(found -> mayReview(caller, found))
                  .ifPresent(found -> reviewed.put(room, found)));
    } else {
      Listing room =
          rooms
              .find(caller.user(), request.getRoom())
              .flatMap(id -> listing(caller, id))
              .filter(found -> mayReview(caller, found) || rooms.isReadable(caller, found))
              .orElseThrow(() -> Failures.noSuchRoom(request.getRoom()));
      if (!mayReview(caller, room)) {
        return RefusalKind.NOT_ALLOWED.refusal(
            "Only moderators of the room and administrators of the server may read its reports.");
      }
      reviewed.put(room.room(), room);
    }
    List<Report> found =
        reports.page(List.copyOf(reviewed.keySet()), before.createdMs(), before.id(), size + 1);
    int shown = fitting(found.subList(0, Math.min(size, found.size())));
    ReportPage.Builder page = ReportPage.newBuilder();
    for (Report report : found.subList(0, shown)) {
      page.addReports(ReportWire.of(report, requireNonNull(reviewed.get(report.room()))));
    }
    if (shown < found.size()) {
      Report last = found.get(shown - 1);
      page.setNextPageToken(REPORTS.of(new CreationPlace(last.reportedMs(), last.id())));
    }
    return page.build();
  }

  /// The number of reports whose texts fit a page, at least one if there are any.
  private static int fitting(List<Report> found) {
    long bytes = 0;
    for (int i = 0; i < found.size(); i++) {
      bytes += found.get(i).text().getBytes(UTF_8).length;
      if (bytes > PAGE_BYTES_MAX && i > 0) {
        return i;
      }
    }
    return found.size();
  }

  private Optional<Listing> listing(Caller caller, RoomId room) {
    return directory.find(room, caller.id());
  }

  /// Whether the caller may read the reports of a room.
  private static boolean mayReview(Caller caller, Listing room) {
    return caller.user().kind() == UserKind.ADMINISTRATOR
        || (room.kind() != RoomKind.DIRECT && room.role() != null && room.role() != Role.MEMBER);
  }

  private Message close(Caller caller, CloseReportRequest request) {
    UUID id = Arguments.uuid("report_id", request.getReportId());
    Report report = reports.find(id).orElseThrow(() -> noSuchReport(id));
    Listing room =
        listing(caller, report.room())
            .filter(found -> mayReview(caller, found))
            .orElseThrow(() -> noSuchReport(id));
    audit.record(caller.actor(), AuditAction.REPORT_CLOSED, account(report), details(report, room));
    if (!reports.remove(id)) {
      throw noSuchReport(id);
    }
    return ReportClosed.getDefaultInstance();
  }

  private static Failure noSuchReport(UUID id) {
    return Failure.of(
        Reason.REPORT_NOT_FOUND,
        "There is no report \"%s\". ListReports has those that there are.".formatted(id));
  }
}
