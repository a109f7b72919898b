package gochat.api;

import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.limit.RequestLimit;
import gochat.limit.RetentionLimit;
import gochat.room.RetentionRule;
import gochat.v1.Retention;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Checks fields of requests. Each failure names the field, the value and what was expected.
final class Arguments {
  /// The most users in one request.
  static final int USERS_MAX = RequestLimit.USERS.standardInt();

  private static final int UUID_CHARS = 36;

  private Arguments() {}

  /// The size of a page; 0 stands for the usual size.
  static int pageSize(int asked, int max, int usual) {
    if (asked < 0 || asked > max) {
      throw Failure.invalid("page_size", asked, "1..%d; 0 takes %d".formatted(max, usual));
    }
    return asked == 0 ? usual : asked;
  }

  /// The seq of an event, 1 or more.
  static long seq(String field, long asked) {
    return atLeast(field, asked, 1);
  }

  /// A position in a log: the seq of an event, or 0 for the beginning.
  static long position(String field, long asked) {
    return atLeast(field, asked, 0);
  }

  private static long atLeast(String field, long asked, int min) {
    if (asked < min) {
      throw Failure.invalid(field, asked, min + " or more");
    }
    return asked;
  }

  /// A rule for a log; 0 stands for no limit.
  static RetentionRule retention(Retention asked) {
    long seconds =
        zeroOr(
            "retention.age_seconds_max",
            asked.getAgeSecondsMax(),
            RetentionLimit.AGE_SECONDS_MIN,
            RetentionLimit.AGE.standard());
    long events =
        zeroOr(
            "retention.events_max",
            asked.getEventsMax(),
            RetentionLimit.EVENTS_MIN,
            Integer.MAX_VALUE);
    return new RetentionRule(TimeUnit.SECONDS.toMillis(seconds), events);
  }

  private static long zeroOr(String field, long asked, long min, long max) {
    if (asked != 0 && (asked < min || asked > max)) {
      throw Failure.invalid(field, asked, "%d..%d, or 0 for no limit".formatted(min, max));
    }
    return asked;
  }

  static void atMost(String field, int asked, int max) {
    if (asked > max) {
      throw Failure.invalid(field, asked + " entries", "at most " + max);
    }
  }

  /// A value of an enum, for people: its name, or the number of one that this server does not know.
  static Object shown(Enum<?> value, int number) {
    return value.name().equals("UNRECOGNIZED") ? number : value;
  }

  static UUID uuid(String field, String asked) {
    return parseUuid(asked)
        .orElseThrow(() ->
            Failure.invalid(
                field,
                VisibleText.quoted(asked),
                "a UUID such as \"123e4567-e89b-42d3-a456-426614174000\""));
  }

  /// Empty when `text` is not a UUID in the form of RFC 9562.
  static Optional<UUID> parseUuid(String text) {
    if (text.length() != UUID_CHARS) {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(text);
      // fromString accepts other forms too.
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
