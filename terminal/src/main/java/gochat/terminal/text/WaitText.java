package gochat.terminal.text;

import java.time.Duration;
import java.util.Locale;

/// The time until something is possible again, such as `0:25` or `1:02:30`.
public final class WaitText {
  private WaitText() {}

  /// @param ms a part of a second is shown as a whole one
  public static String of(long ms) {
    Duration wait = Duration.ofSeconds(Math.ceilDiv(ms, 1_000));
    return wait.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", wait.toMinutes(), wait.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            wait.toHours(),
            wait.toMinutesPart(),
            wait.toSecondsPart());
  }
}
