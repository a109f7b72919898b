package gochat.edge;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Runs tasks one after the other on a virtual thread that exists only while there are some.
/// Thread-safe.
final class SerialTasks implements Executor {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean isRunning;

  /// @param task must not throw
  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (isRunning) {
        return;
      }
      isRunning = true;
    }
    Thread.startVirtualThread(this::drain);
  }

  private void drain() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      isRunning = task != null;
      return task;
    }
  }
}
