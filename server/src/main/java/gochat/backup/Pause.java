package gochat.backup;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/// The way in which a copy waits.
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

  /// @param duration zero only to see whether the copy is to end
  /// @throws RuntimeException to end the copy
  void pause(Duration duration);
}
