package gochat.pause;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/// The way in which work waits.
@FunctionalInterface
public interface Pause {
  /// A wait that an interrupt of the thread ends, with a [CancellationException].
  Pause UNTIL_INTERRUPT =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException _) {
          throw new CancellationException();
        }
      };

  /// @param duration zero only to see whether the work is to end
  /// @throws RuntimeException to end the work
  void pause(Duration duration);
}
