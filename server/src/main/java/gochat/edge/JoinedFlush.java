package gochat.edge;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/// Hands to the socket what one connection has written, once for all that its event loop writes to
/// it in a turn: other streams, other rooms, the next turn. A write to the socket costs as much as
/// fifty messages in it. Runs on that event loop only.
public final class JoinedFlush {
  private final Runnable flush;
  private boolean isDue;

  /// @param flush hands over what was written
  public JoinedFlush(Runnable flush) {
    this.flush = flush;
  }

  /// Flushes now, or behind the tasks that wait already when there are some.
  ///
  /// @param moreMayFollow whether tasks other than those may write to this connection
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
