package gochat.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import gochat.error.Failure;
import gochat.error.VisibleText;
import gochat.limit.RequestLimit;
import gochat.limit.RetentionLimit;
import gochat.limit.RoomLimit;
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
  private static final long MEASURE_MS_MIN = 1_000;

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

  /// The interval of slow mode in milliseconds; 0 stands for off.
  static long slowModeMs(int seconds) {
    if (seconds < 0 || seconds > RoomLimit.SLOW_MODE.standard()) {
      throw Failure.invalid(
          "interval_seconds",
          seconds,
          "1..%d, or 0 for no slow mode".formatted(RoomLimit.SLOW_MODE.standard()));
    }
    return TimeUnit.SECONDS.toMillis(seconds);
  }

  private static long zeroOr(String field, long asked, long min, long max) {
    if (asked != 0 && (asked < min || asked > max)) {
      throw Failure.invalid(field, asked, "%d..%d, or 0 for no limit".formatted(min, max));
    }
    return asked;
  }

  /// The reason of a measure: a line, empty for none.
  static String reason(String asked) {
    int bytes = asked.getBytes(UTF_8).length;
    if (bytes > RoomLimit.REASON_BYTES.standard()) {
      throw Failure.invalid(
          "reason",
          bytes + " bytes",
          "at most " + RoomLimit.REASON_BYTES.standard() + " bytes of UTF-8");
    }
    if (asked.codePoints().anyMatch(Arguments::isNoPartOfLine)) {
      throw Failure.invalid(
          "reason", VisibleText.quoted(asked), "one line without control characters");
    }
    return asked.strip();
  }

  private static boolean isNoPartOfLine(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /// The duration of a measure in milliseconds.
  static long durationMs(Duration asked) {
    if (!Durations.isValid(asked)
        || Durations.toMillis(asked) < MEASURE_MS_MIN
        || Durations.toMillis(asked) > RoomLimit.MEASURE.standard()) {
      throw Failure.invalid(
          "duration",
          asked.getSeconds() + " s",
          "1 s to %d s; not set for no end"
              .formatted(TimeUnit.MILLISECONDS.toSeconds(RoomLimit.MEASURE.standard())));
    }
    return Durations.toMillis(asked);
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
