package gochat.ops;

import gochat.backup.LaterChange;
import gochat.log.LogText;
import gochat.room.RetentionRule;
import gochat.room.RetentionText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Prints what a restored copy lacks, one change a line. For one thread.
final class LaterChangesReport {
  private final Caller caller;
  private boolean isEmpty = true;

  LaterChangesReport(Caller caller) {
    this.caller = caller;
  }

  void add(LaterChange change) {
    caller.check();
    if (isEmpty) {
      isEmpty = false;
      caller.out().println(caller.messages().get("admin.restore.later"));
    }
    caller.out().println("  " + LogText.visible(line(change)));
  }

  void end() {
    if (isEmpty) {
      caller.out().println(caller.messages().get("admin.restore.later.none"));
    }
  }

  private String line(LaterChange change) {
    String room = change.room();
    return switch (change) {
      case LaterChange.MemberChanged(_, Instant at, String by, var action, String member) ->
          text(keyOf(action), time(at), room, by, member);
      case LaterChange.MessageDeleted(_, Instant at, String by, String author, Instant sentAt) ->
          text("deleted", time(at), room, by, author, time(sentAt));
      case LaterChange.TopicReplaced(_, Instant at, String by) -> text("topic", time(at), room, by);
      case LaterChange.RetentionChanged(_, Instant at, String by, RetentionRule rule) ->
          text(
              "retention", time(at), room, by, RetentionText.age(rule), RetentionText.events(rule));
      case LaterChange.Unreadable(_, long from, long to) ->
          text("unreadable", room, String.valueOf(from), String.valueOf(to));
      case LaterChange.RestUnreadable(_, long from, String detail) ->
          text("rest-unreadable", room, String.valueOf(from), detail);
      case LaterChange.OtherLog _ -> text("other-log", room);
    };
  }

  private static String keyOf(LaterChange.Action action) {
    return switch (action) {
      case BAN -> "ban";
      case UNBAN -> "unban";
      case KICK -> "kick";
      case MUTE -> "mute";
      case UNMUTE -> "unmute";
      case MAKE_MEMBER -> "make-member";
      case MAKE_MODERATOR -> "make-moderator";
      case MAKE_OWNER -> "make-owner";
    };
  }

  private String text(String key, Object... arguments) {
    return caller.messages().get("admin.restore.later." + key, arguments);
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
