package gochat.wire;

import gochat.journal.RoomDirectory.Listing;
import gochat.v1.Report;

/// Maps reports of messages to the v1 API.
public final class ReportWire {
  private ReportWire() {}

  /// @param room the report's
  public static Report of(gochat.journal.Report report, Listing room) {
    return Report.newBuilder()
        .setId(report.id().toString())
        .setRoomId(report.room().value())
        .setRoomName(room.name() == null ? "" : room.name().shown())
        .setRoomKind(RoomWire.kind(room.kind()))
        .setMessageSeq(report.seq())
        .setAuthor(UserWire.of(report.author()))
        .setMessageTime(TimeWire.of(report.atMs()))
        .setText(report.text())
        .setReporter(UserWire.of(report.reporter()))
        .setReason(report.reason())
        .setReportTime(TimeWire.of(report.reportedMs()))
        .build();
  }
}
