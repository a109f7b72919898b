package gochat.limit;

import org.jspecify.annotations.Nullable;

/// What a limit says.
///
/// @param scope for whom it counts
/// @param beyond what happens beyond it
public record Terms(Amount amount, Scope scope, Beyond beyond) {
  /// How much of what.
  ///
  /// @param key dots divide its sections; the last word is the unit where it needs one
  /// @param standard what holds unless something else is configured
  /// @param settable the values that can be configured, null when none can
  public record Amount(String key, long standard, Unit unit, @Nullable Range settable) {
    Terms per(Scope scope, Beyond beyond) {
      return new Terms(this, scope, beyond);
    }
  }

  public record Range(int min, int max) {}

  static Amount fixed(String key, long standard, Unit unit) {
    return new Amount(key, standard, unit, null);
  }

  static Amount settable(String key, int standard, Unit unit, int min, int max) {
    return new Amount(key, standard, unit, new Range(min, max));
  }
}
