package gochat.terminal.live;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as they are typed in commands, such as `30s`, `10m`, `2h`, `30d`.
final class Times {
  private static final Pattern TIME = Pattern.compile("(?<amount>[1-9]\\d{0,3})(?<unit>[smhd])");

  private Times() {}

  /// Empty for what is no time.
  static Optional<Duration> parse(String typed) {
    Matcher matcher = TIME.matcher(typed);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group("amount"));
    return Optional.of(
        switch (matcher.group("unit")) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }
}
