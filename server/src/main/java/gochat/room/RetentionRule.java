package gochat.room;

/// A limit to how much of a log is kept. An event is kept as long as it is within both limits.
///
/// @param ageMs the greatest age of an event in milliseconds, 0 for no limit
/// @param events the greatest number of the newest events, 0 for no limit
public record RetentionRule(long ageMs, long events) {
  public static final RetentionRule NONE = new RetentionRule(0, 0);

  public RetentionRule {
    if (ageMs < 0 || events < 0) {
      throw new IllegalArgumentException(
          "rule: " + ageMs + " ms, " + events + " events (expected: 0 or more)");
    }
  }

  /// The rule that keeps what both rules keep.
  public RetentionRule and(RetentionRule other) {
    return new RetentionRule(least(ageMs, other.ageMs), least(events, other.events));
  }

  private static long least(long one, long other) {
    return one == 0 ? other : other == 0 ? one : Math.min(one, other);
  }
}
