package gochat.server;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as settings have it, such as `30m`, `6h` or `1d`.
///
/// @param amount 1..9999
/// @param unit minutes, hours or days
public record Period(int amount, ChronoUnit unit) {
  static final String EXPECTATION = "a time such as 30m, 6h or 1d";

  private static final Pattern FORMAT = Pattern.compile("(?<amount>[1-9]\\d{0,3})(?<unit>[mhd])");

  static boolean isValid(String value) {
    return FORMAT.matcher(value).matches();
  }

  /// @param value must be valid
  static Period parse(String value) {
    Matcher matcher = FORMAT.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(value);
    }
    ChronoUnit unit =
        switch (matcher.group("unit")) {
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          default -> ChronoUnit.DAYS;
        };
    return new Period(Integer.parseInt(matcher.group("amount")), unit);
  }

  Duration duration() {
    return Duration.of(amount, unit);
  }

  @Override
  public String toString() {
    return amount + unit.name().substring(0, 1).toLowerCase(Locale.ROOT);
  }
}
