package gochat.edge;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/// Flushes one connection once for all writes of its event loop in a turn: those of other streams,
/// other rooms and the next turn. A write to the socket costs as much as fifty messages in it. Runs
/// on that event loop only.
public final class JoinedFlush {
  private final Runnable flush;
  private boolean isDue;

  /// @param flush writes the queued bytes to the socket
  public JoinedFlush(Runnable flush) {
    this.flush = flush;
  }

  /// Flushes now, or behind the tasks that are already queued.
  ///
  /// @param moreMayFollow whether other tasks than those may write to this connection
  public void request(EventExecutor loop, boolean moreMayFollow) {
    if (!moreMayFollow && !hasTasks(loop)) {
      flush.run();
    } else if (!isDue) {
      isDue = true;
      loop.execute(() -> {
        isDue = false;
        flush.run();
      });
    }
  }

  private static boolean hasTasks(EventExecutor loop) {
    return loop instanceof SingleThreadEventExecutor executor && executor.pendingTasks() > 0;
  }
}
