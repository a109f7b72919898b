package gochat.limit;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A limit of the server. Its number stands here and nowhere else: the constants of `…Limit` are
/// all, and docs/limits.md is made of them.
///
/// @param key names it for people, and in the configuration where it can be set:
///   `stream.per-account-max`. The last word is the unit where it needs one.
/// @param standard what holds unless something else is configured, in `unit`
/// @param configurable the values that can be configured, null when none can
/// @param scope for whom it counts
/// @param beyond what happens beyond it
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

  /// This limit, which can be set to other values.
  Limit settable(int min, int max) {
    return new Limit(key, standard, unit, new Range(min, max), scope, beyond);
  }

  /// What can be configured.
  ///
  /// @throws NullPointerException when nothing can
  public Range range() {
    return requireNonNull(configurable, key);
  }

  /// What holds unless something else is configured, of a limit that fits.
  public int standardInt() {
    return Math.toIntExact(standard);
  }

  /// The same, of a limit on time.
  public long standardNanos() {
    return nanos(standard);
  }

  /// @param amount in the unit of this limit, which is one of time
  long nanos(long amount) {
    return switch (unit) {
      case MILLISECONDS -> TimeUnit.MILLISECONDS.toNanos(amount);
      case SECONDS -> TimeUnit.SECONDS.toNanos(amount);
      case COUNT, BYTES, CODE_POINTS, PER_SECOND, BYTES_PER_SECOND ->
          throw new IllegalStateException(key + " is no time");
    };
  }
}
