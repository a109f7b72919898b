package gochat.verify;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/// A pause that is as long as the work before it. Not thread-safe.
final class Rest implements Pause {
  private final Runnable check;
  private long startNanos = System.nanoTime();

  /// @param check called before each rest; it may throw
  Rest(Runnable check) {
    this.check = check;
  }

  /// @throws CancellationException when the thread was interrupted
  @Override
  public void take() {
    check.run();
    try {
      TimeUnit.NANOSECONDS.sleep(System.nanoTime() - startNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("verification").initCause(e);
    }
    startNanos = System.nanoTime();
  }
}
