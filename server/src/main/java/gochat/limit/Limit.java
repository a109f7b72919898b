package gochat.limit;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A limit of the server. The constants of the `…Limit` classes are the only place of these
/// numbers, and docs/limits.md is made from them.
///
/// @param key its name for people and in the configuration, such as `stream.per-account-max`; the
///   last word is the unit, if there is one
/// @param standard the default value, in `unit`
/// @param configurable the range of the configuration, null if it cannot be configured
/// @param scope the party for which it counts
/// @param beyond the server's reaction beyond it
public record Limit(
    String key,
    long standard,
    Unit unit,
    @Nullable Range configurable,
    Scope scope,
    Beyond beyond) {
  public record Range(int min, int max) {}

  static Limit of(String key, long standard, Unit unit, Scope scope, Beyond beyond) {
    return new Limit(key, standard, unit, null, scope, beyond);
  }

  /// This limit with a range for the configuration.
  Limit settable(int min, int max) {
    return new Limit(key, standard, unit, new Range(min, max), scope, beyond);
  }

  /// The range of the configuration.
  ///
  /// @throws NullPointerException if it cannot be configured
  public Range range() {
    return requireNonNull(configurable, key);
  }

  /// The default value of a limit that fits into an `int`.
  public int standardInt() {
    return Math.toIntExact(standard);
  }

  /// The default value of a limit on time.
  public long standardNanos() {
    return nanos(standard);
  }

  /// @param amount in this limit's unit of time
  long nanos(long amount) {
    return switch (unit) {
      case MILLISECONDS -> TimeUnit.MILLISECONDS.toNanos(amount);
      case SECONDS -> TimeUnit.SECONDS.toNanos(amount);
      case COUNT, BYTES, CODE_POINTS, PER_SECOND, BYTES_PER_SECOND ->
          throw new IllegalStateException(key + " is not a time");
    };
  }
}
