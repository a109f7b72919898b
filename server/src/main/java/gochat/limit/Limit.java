package gochat.limit;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;

/// A limit of the server. Its number stands here and nowhere else; docs/limits.md is made of all.
public interface Limit {
  Terms terms();

  /// Names it for people, and in the configuration where it can be set: `stream.per-account-max`.
  default String key() {
    return terms().amount().key();
  }

  /// What holds unless something else is configured, in the unit of its [#terms].
  default long standard() {
    return terms().amount().standard();
  }

  /// The same, of a limit that fits.
  default int standardInt() {
    return Math.toIntExact(standard());
  }

  /// The same, of a limit on time.
  default long standardNanos() {
    return switch (terms().amount().unit()) {
      case MILLISECONDS -> TimeUnit.MILLISECONDS.toNanos(standard());
      case SECONDS -> TimeUnit.SECONDS.toNanos(standard());
      case COUNT, BYTES, CODE_POINTS, PER_SECOND, BYTES_PER_SECOND ->
          throw new IllegalStateException(key() + " is no time");
    };
  }

  /// The values that can be configured.
  ///
  /// @throws NullPointerException when none can
  default Terms.Range range() {
    return requireNonNull(terms().amount().settable(), key());
  }
}
