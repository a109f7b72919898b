package gochat.limit;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as settings have it, such as `30m`, `6h` or `1d`.
///
/// @param amount 1..9999
/// @param unit minutes, hours or days
public record Period(int amount, TimeUnit unit) {
  public static final String EXPECTATION = "a time such as 30m, 6h or 1d";

  private static final Pattern FORMAT = Pattern.compile("(?<amount>[1-9]\\d{0,3})(?<unit>[mhd])");

  public static boolean isValid(String value) {
    return FORMAT.matcher(value).matches();
  }

  /// @param value must be valid
  public static Period parse(String value) {
    Matcher matcher = FORMAT.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(value);
    }
    TimeUnit unit =
        switch (matcher.group("unit")) {
          case "m" -> TimeUnit.MINUTES;
          case "h" -> TimeUnit.HOURS;
          default -> TimeUnit.DAYS;
        };
    return new Period(Integer.parseInt(matcher.group("amount")), unit);
  }

  /// The time in milliseconds.
  public long ms() {
    return unit.toMillis(amount);
  }

  @Override
  public String toString() {
    return amount + unit.name().substring(0, 1).toLowerCase(Locale.ROOT);
  }
}
