package gochat.terminal.text;

import gochat.v1.Retention;
import java.time.Duration;

/// The limit of a room's history, for people.
public final class RetentionText {
  private RetentionText() {}

  public static boolean isNone(Retention limit) {
    return limit.getAgeSecondsMax() == 0 && limit.getEventsMax() == 0;
  }

  /// Such as `30 days, 5,000 events`.
  ///
  /// @param limit one that is not none
  public static String of(Retention limit, Texts texts) {
    Texts common = texts.common();
    if (limit.getAgeSecondsMax() == 0) {
      return common.get("retention.events", limit.getEventsMax());
    }
    String age = age(Duration.ofSeconds(limit.getAgeSecondsMax()), common);
    return limit.getEventsMax() == 0
        ? age
        : common.get("retention.both", age, limit.getEventsMax());
  }

  /// In the largest unit that has no fraction.
  public static String age(Duration age, Texts texts) {
    if (age.toSeconds() % 60 != 0) {
      return texts.get("retention.seconds", age.toSeconds());
    }
    if (age.toMinutes() % 60 != 0) {
      return texts.get("retention.minutes", age.toMinutes());
    }
    return age.toHours() % 24 == 0
        ? texts.get("retention.days", age.toDays())
        : texts.get("retention.hours", age.toHours());
  }
}
