package gochat.ops;

import static java.util.stream.Collectors.joining;

import gochat.log.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// A named fact about a server. The name has the unit last: `uptime-seconds`, `data-bytes`.
///
/// @param value a text, a number, or an [Instant], whose fractions of a second are left out
public record Fact(String name, Object value) {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  /// A JSON object with some facts.
  static String object(List<Fact> facts) {
    return facts.stream()
        .map(fact -> LogText.quoted(fact.name) + ":" + fact.json())
        .collect(joining(",", "{", "}"));
  }

  /// The line `name: value`, with large numbers of bytes and seconds also in larger units.
  String line() {
    return name + ": " + LogText.visible(text()) + explanation();
  }

  private String text() {
    return value instanceof Instant time
        ? time.truncatedTo(ChronoUnit.SECONDS).toString()
        : value.toString();
  }

  private String explanation() {
    if (!(value instanceof Number number)) {
      return "";
    }
    if (name.endsWith("-bytes") && number.longValue() >= 1_024) {
      return " (" + bytes(number.longValue()) + ")";
    }
    if (name.endsWith("-seconds") && number.longValue() >= 60) {
      return " (" + time(Duration.ofSeconds(number.longValue())) + ")";
    }
    return "";
  }

  private static String bytes(long bytes) {
    int unit = 0;
    double amount = (double) bytes;
    while (amount >= 1_024 && unit < UNITS.length - 1) {
      amount /= 1_024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  private static String time(Duration time) {
    return time.toDays() > 0
        ? "%d d %d h".formatted(time.toDays(), time.toHoursPart())
        : time.toHours() > 0
            ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
            : time.toMinutes() + " min";
  }

  /// The value as JSON.
  private String json() {
    return value instanceof Number ? value.toString() : LogText.quoted(text());
  }
}
