package gochat.journal;

import gochat.room.Person;
import gochat.room.RoomId;
import java.util.Comparator;
import java.util.UUID;

/// A report of one message, with a copy of it.
///
/// @param room the room of the message
/// @param seq the seq of the message
/// @param author of the message
/// @param atMs the time of the message, in Unix milliseconds
/// @param text of the message when it was reported
/// @param reason the reporter's; empty for none
/// @param reportedMs the time of the report, in Unix milliseconds
public record Report(
    UUID id,
    RoomId room,
    long seq,
    Person author,
    long atMs,
    String text,
    Person reporter,
    String reason,
    long reportedMs) {
  /// By the time of the report, then by the text of the id.
  public static final Comparator<Report> NEWEST_FIRST =
      Comparator.comparingLong(Report::reportedMs)
          .thenComparing(report -> report.id().toString())
          .reversed();
}
