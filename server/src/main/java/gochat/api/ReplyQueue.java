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

  /// Together with others that are on their way. For any thread, like the other method.
  void add(Reply reply) {
    replies.add(reply);
    if (isScheduled.compareAndSet(false, true)) {
      lane.execute(this::deliver);
    }
  }

  /// Behind what the caller's thread has handed to the lane, such as a read marker that was moved:
  /// not together with replies that are on their way already.
  void addBehind(Reply reply) {
    lane.execute(() -> output.accept(List.of(reply)));
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
