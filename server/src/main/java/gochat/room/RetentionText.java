package gochat.room;

/// The limits of a rule of retention as operators type them, such as `30d`, `500` or `off`.
public final class RetentionText {
  public static final String OFF = "off";

  private RetentionText() {}

  /// The age in the largest unit that has no fraction.
  public static String age(RetentionRule rule) {
    if (rule.ageMs() == 0) {
      return OFF;
    }
    long seconds = rule.ageMs() / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes % 60 != 0) {
      return minutes + "m";
    }
    long hours = minutes / 60;
    return hours % 24 == 0 ? hours / 24 + "d" : hours + "h";
  }

  public static String events(RetentionRule rule) {
    return rule.events() == 0 ? OFF : String.valueOf(rule.events());
  }
}
