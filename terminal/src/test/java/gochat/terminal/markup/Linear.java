package gochat.terminal.markup;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// How the time of a function grows with its text, as the thread's processor time: a busy machine
/// has no say.
public final class Linear {
  /// 64 times the text takes 64 times as long in linear time, and 4,096 times in quadratic time.
  public static final double GROWTH_MAX = 700;

  private static final int SHORT = 1 << 10;
  private static final int LONG = 64 << 10;
  private static final int RUNS = 3;
  private static final long TOO_FAST_NANOS = 100_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Linear() {}

  /// @param text makes a text of about a length
  /// @return the time for a long text, in times of that for a short one
  public static double growth(IntFunction<String> text, Consumer<String> function) {
    String shortText = text.apply(SHORT);
    String longText = text.apply(LONG);
    long shortNanos = Long.MAX_VALUE;
    long longNanos = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      shortNanos = Math.min(shortNanos, nanos(shortText, function));
      longNanos = Math.min(longNanos, nanos(longText, function));
    }
    return (double) longNanos / Math.max(shortNanos, TOO_FAST_NANOS);
  }

  private static long nanos(String text, Consumer<String> function) {
    long start = THREADS.getCurrentThreadCpuTime();
    function.accept(text);
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
