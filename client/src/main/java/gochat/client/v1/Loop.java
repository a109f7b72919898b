package gochat.client.v1;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The virtual thread to which a chat's connections and requests are confined. It drops tasks after
/// its shutdown.
final class Loop extends ScheduledThreadPoolExecutor {
  private final Consumer<Throwable> failed;

  /// @param failed receives the exception of a task, on the loop
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
