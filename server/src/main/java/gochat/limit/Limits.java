package gochat.limit;

import java.util.HashMap;
import java.util.Map;

/// The limits of one server: the defaults, except for configured ones.
///
/// @param set the values that differ from the defaults
public record Limits(Map<Limit, Integer> set) {
  public static final Limits STANDARD = new Limits(Map.of());

  public Limits {
    set = Map.copyOf(set);
  }

  public int of(Limit limit) {
    Integer value = set.get(limit);
    return value == null ? limit.standardInt() : value;
  }

  /// The value of a limit on time.
  public long nanos(Limit limit) {
    return limit.nanos(of(limit));
  }

  /// These limits with another value of one. Tests also change those that cannot be configured.
  public Limits with(Limit limit, int value) {
    Map<Limit, Integer> changed = new HashMap<>(set);
    if (value == limit.standard()) {
      changed.remove(limit);
    } else {
      changed.put(limit, value);
    }
    return new Limits(changed);
  }
}
