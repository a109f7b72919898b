package gochat.cluster;

import java.util.concurrent.atomic.AtomicBoolean;

/// Runs a task that may wait, unless another thread runs it now. For any thread.
final class OneAtATime {
  private final AtomicBoolean isRunning = new AtomicBoolean();

  void run(Runnable task) {
    if (isRunning.compareAndSet(false, true)) {
      try {
        task.run();
      } finally {
        isRunning.set(false);
      }
    }
  }
}
