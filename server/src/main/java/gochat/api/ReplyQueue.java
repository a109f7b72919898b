package gochat.api;

import gochat.v1.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Brings replies from any thread to a stream's lane, those that come together in one task: what a
/// turn of a shard answers is written and flushed at once.
final class ReplyQueue {
  private final Executor lane;
  private final Consumer<List<Reply>> output;
  private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();

  /// @param output takes replies on the lane
  ReplyQueue(Executor lane, Consumer<List<Reply>> output) {
    this.lane = lane;
    this.output = output;
  }

  /// For any thread.
  void add(Reply reply) {
    replies.add(reply);
    if (isScheduled.compareAndSet(false, true)) {
      lane.execute(this::deliver);
    }
  }

  private void deliver() {
    // Before the queue is emptied: whatever is added from here on is scheduled anew.
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
