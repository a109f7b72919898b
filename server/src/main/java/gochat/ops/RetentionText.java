package gochat.ops;

import gochat.room.RetentionRule;
import java.time.Duration;

/// The limits of a rule of retention as operators type them, such as `30d`, `500` or `off`.
final class RetentionText {
  static final String OFF = "off";

  private RetentionText() {}

  /// The age in the largest unit that has no fraction.
  static String age(RetentionRule rule) {
    Duration age = Duration.ofMillis(rule.ageMs());
    if (age.isZero()) {
      return OFF;
    }
    if (age.toSeconds() % 60 != 0) {
      return age.toSeconds() + "s";
    }
    if (age.toMinutes() % 60 != 0) {
      return age.toMinutes() + "m";
    }
    return age.toHours() % 24 == 0 ? age.toDays() + "d" : age.toHours() + "h";
  }

  static String events(RetentionRule rule) {
    return rule.events() == 0 ? OFF : String.valueOf(rule.events());
  }
}
