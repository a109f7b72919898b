package gochat.client.v1;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread on which a chat's connections and requests live, a virtual one. What it is given
/// after its shutdown is left out.
final class Loop extends ScheduledThreadPoolExecutor {
  private final Consumer<Throwable> failed;

  /// @param failed told, on the loop, what a task threw
  Loop(Consumer<Throwable> failed) {
    super(
        1,
        Thread.ofVirtual().name("gochat-client").factory(),
        new ThreadPoolExecutor.DiscardPolicy());
    this.failed = failed;
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    setRemoveOnCancelPolicy(true);
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    if (task instanceof Future<?> future && future.state() == Future.State.FAILED) {
      failed.accept(future.exceptionNow());
    }
  }
}
