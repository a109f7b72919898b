package gochat.error;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts the failures and the refusals that this process has made so far. For any thread; nothing
/// waits.
public final class ErrorCounts {
  private static final Map<Reason, LongAdder> FAILURES = ofEach(Reason.values());
  private static final Map<RefusalKind, LongAdder> REFUSALS = ofEach(RefusalKind.values());

  private ErrorCounts() {}

  private static <E> Map<E, LongAdder> ofEach(E[] values) {
    return Stream.of(values)
        .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
  }

  static void count(Reason reason) {
    requireNonNull(FAILURES.get(reason)).increment();
  }

  static void count(RefusalKind kind) {
    requireNonNull(REFUSALS.get(kind)).increment();
  }

  public static long of(Reason reason) {
    return requireNonNull(FAILURES.get(reason)).sum();
  }

  public static long of(RefusalKind kind) {
    return requireNonNull(REFUSALS.get(kind)).sum();
  }
}
