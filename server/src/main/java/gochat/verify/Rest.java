package gochat.verify;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/// A pause that is as long as the work before it. Not thread-safe.
final class Rest implements Pause {
  private long startNanos = System.nanoTime();

  /// @throws CancellationException when the thread was interrupted
  @Override
  public void take() {
    try {
      TimeUnit.NANOSECONDS.sleep(System.nanoTime() - startNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("verification").initCause(e);
    }
    startNanos = System.nanoTime();
  }
}
