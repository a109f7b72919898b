package gochat.api;

import gochat.v1.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Brings replies from any thread to a stream's lane. One task takes all replies that are ready, so
/// the replies of a shard's turn are written and flushed together.
final class ReplyQueue {
  private final Executor lane;
  private final Consumer<List<Reply>> output;
  private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();

  /// @param output called on the lane
  ReplyQueue(Executor lane, Consumer<List<Reply>> output) {
    this.lane = lane;
    this.output = output;
  }

  /// Adds a reply to those that are on their way. Safe for all threads, as the other method.
  void add(Reply reply) {
    replies.add(reply);
    if (isScheduled.compareAndSet(false, true)) {
      lane.execute(this::deliver);
    }
  }

  /// Adds a reply behind the tasks that the caller's thread has given to the lane, such as a moved
  /// read marker.
  void addBehind(Reply reply) {
    lane.execute(() -> output.accept(List.of(reply)));
  }

  private void deliver() {
    // Clear the flag before emptying the queue: a later reply schedules a new task.
    isScheduled.set(false);
    List<Reply> due = new ArrayList<>();
    for (Reply reply; (reply = replies.poll()) != null; ) {
      due.add(reply);
    }
    if (!due.isEmpty()) {
      output.accept(due);
    }
  }
}
