package gochat.session;

import gochat.limit.MessageLimit;
import gochat.limit.RoomLimit;
import gochat.room.Measure;
import gochat.room.Person;
import gochat.room.Rejection;
import gochat.shard.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The sentences for users whose command a room refused.
public final class Refusals {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Refusals() {}

  public static String sentence(Outcome.Rejected refused) {
    return refused.reason() == Rejection.SLOW_MODE
        ? "This room has slow mode, and your message has not been sent. You can write again %s."
            .formatted(after(refused.retryAfterMs()))
        : sentence(refused.reason(), refused.measure());
  }

  /// Such as `in 2 min 5 s`. A part of a second is told as a whole one.
  private static String after(long ms) {
    Duration wait = Duration.ofSeconds(Math.ceilDiv(ms, 1_000));
    StringJoiner parts = new StringJoiner(" ", "in ", "");
    if (wait.toHours() > 0) {
      parts.add(wait.toHours() + " h");
    }
    if (wait.toMinutesPart() > 0) {
      parts.add(wait.toMinutesPart() + " min");
    }
    if (wait.toSecondsPart() > 0) {
      parts.add(wait.toSecondsPart() + " s");
    }
    return parts.toString();
  }

  /// @param measure the ban or mute that is the reason, null for another reason
  public static String sentence(Rejection reason, @Nullable Measure measure) {
    Person by = measure == null ? null : measure.by();
    if (measure == null || by == null) {
      return sentence(reason);
    }
    String end = measure.untilMs() == 0 ? "" : " until " + time(measure.untilMs());
    String why = measure.reason().isEmpty() ? "" : " Reason: " + measure.reason();
    return switch (reason) {
      case BANNED ->
          "%s banned this user from the room%s. A moderator can lift the ban.%s"
              .formatted(by.name(), end, why);
      case MUTED ->
          "%s muted you in this room%s. You can read it, and write again %s.%s"
              .formatted(
                  by.name(),
                  end,
                  end.isEmpty() ? "when a moderator unmutes you" : "after that",
                  why);
      default -> sentence(reason);
    };
  }

  /// Such as `2026-11-30 23:05:00 UTC`. An end in the middle of a second is told as its next one.
  private static String time(long ms) {
    return TIME.format(Instant.ofEpochMilli(ms + 999).truncatedTo(ChronoUnit.SECONDS));
  }

  /// The sentence for a private message to a user who takes none from its sender. It does not show
  /// whether the sender is blocked.
  public static String notReachable(String receiver) {
    return "\"%s\" takes no private messages from you, so nothing was delivered."
        .formatted(receiver);
  }

  public static String sentence(Rejection reason) {
    return switch (reason) {
      case TEXT_BLANK -> "Your message was empty and has not been sent.";
      case TEXT_TOO_LONG -> "Your message is too long and has not been sent.";
      case ID_CONFLICT ->
          "You have used this id for something else. Take a new id for each message and each room.";
      case NO_SUCH_ROOM -> "There is no such room.";
      case NOT_A_MEMBER -> "You are no member of this room. Join it first.";
      case BANNED -> "This user is banned from the room, until a moderator lifts the ban.";
      case MUTED ->
          "A moderator muted you in this room. You can read it, and write again when a moderator"
              + " unmutes you.";
      case SLOW_MODE ->
          "This room has slow mode, and your message has not been sent. Wait a while.";
      case NOT_ALLOWED ->
          "Your role in this room, or the kind of the room, does not allow that. An owner can"
              + " change roles.";
      case SERVER_ONLY -> "Only the server writes in this room, and nothing there can be changed.";
      case NOT_THE_AUTHOR -> "Only the author of a message may edit it.";
      case ACCOUNT_NEEDED -> "Guests can't do that. Register an account first.";
      case ADMINISTRATOR_NEEDED ->
          "Only administrators of this server can do that. Ask one of them.";
      case CONCERNS_GUEST -> "This user is a guest, and only accounts can take part in that.";
      case NO_SUCH_MESSAGE -> "There is no such message in this room, or it was deleted.";
      case NO_LONGER_KEPT -> "The message is no longer kept.";
      case NO_SUCH_MEMBER -> "This user is no member of the room.";
      case LAST_OWNER -> "The room would be without an owner. Make somebody else an owner first.";
      case NAME_TAKEN ->
          "Another public room has this name, or one that looks like it. Please choose another"
              + " one.";
      case DISK_FULL ->
          "The server's disk is full, so nothing was done. Ask the server's operator to make space,"
              + " then try again.";
      case DATA_DAMAGED ->
          "A part of the server's data that this needs is damaged, so nothing was done. Tell the"
              + " server's operator: the server's log names the place.";
      case TOPIC_TOO_LONG ->
          "The topic is too long. Allowed: "
              + RoomLimit.TOPIC_BYTES.standard()
              + " bytes of UTF-8.";
      case REACTION_INVALID ->
          "A reaction is 1 to "
              + MessageLimit.REACTION_BYTES.standard()
              + " bytes of UTF-8, mostly one emoji.";
      case TOO_MANY_MENTIONS ->
          "A message mentions " + MessageLimit.MENTIONS.standard() + " users at most.";
      case TOO_MANY_MEMBERS ->
          "The room is full: it has " + RoomLimit.MEMBERS.standard() + " members.";
      case TOO_MANY_PINS ->
          "This room has "
              + RoomLimit.PINS.standard()
              + " pinned messages, the most that are possible. Unpin one of them first.";
      case LIST_FULL ->
          "This room bans or mutes "
              + RoomLimit.BANNED.standard()
              + " users already; no more are possible.";
    };
  }
}
