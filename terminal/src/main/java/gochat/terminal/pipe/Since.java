package gochat.terminal.pipe;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The start of `tail`, as typed.
sealed interface Since {
  /// After this position of one room.
  record Position(long seq) implements Since {}

  /// At this time.
  record Time(Instant from) implements Since {}

  String EXPECTED = "10m, 2h, 7d, 2026-01-31T12:00:00Z, SEQ";

  Pattern AGE = Pattern.compile("([0-9]{1,9})([smhd])");

  static Optional<Since> parse(String typed, InstantSource clock) {
    Optional<Duration> age = age(typed);
    if (age.isPresent()) {
      return Optional.of(new Time(clock.instant().minus(age.get())));
    }
    try {
      return Optional.of(
          typed.matches("[0-9]{1,18}")
              ? new Position(Long.parseLong(typed))
              : new Time(Instant.parse(typed)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// A time such as `30s`, `10m`, `2h` or `7d`.
  static Optional<Duration> age(String typed) {
    Matcher age = AGE.matcher(typed);
    return age.matches()
        ? Optional.of(Duration.of(Long.parseLong(age.group(1)), unit(age.group(2))))
        : Optional.empty();
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }
}
