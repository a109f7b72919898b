package gochat.api;

import gochat.v1.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Brings replies from any thread to a stream's lane, where they are made. One task makes all
/// replies that are ready, so the replies of a shard's turn are written and flushed together.
final class ReplyQueue {
  private final Executor lane;
  private final Consumer<List<Reply>> output;
  private final ConcurrentLinkedQueue<Supplier<Reply>> replies = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isScheduled = new AtomicBoolean();

  /// @param output called on the lane
  ReplyQueue(Executor lane, Consumer<List<Reply>> output) {
    this.lane = lane;
    this.output = output;
  }

  /// Adds a reply to those that are on their way. Safe for all threads, as the other method.
  ///
  /// @param reply called on the lane
  void add(Supplier<Reply> reply) {
    replies.add(reply);
    if (isScheduled.compareAndSet(false, true)) {
      lane.execute(this::deliver);
    }
  }

  /// Adds a reply behind the tasks that the caller's thread has given to the lane, such as a room
  /// that the user has left.
  ///
  /// @param reply called on the lane
  void addBehind(Supplier<Reply> reply) {
    lane.execute(() -> output.accept(List.of(reply.get())));
  }

  private void deliver() {
    // Clear the flag before emptying the queue: a later reply schedules a new task.
    isScheduled.set(false);
    List<Reply> due = new ArrayList<>();
    for (Supplier<Reply> reply; (reply = replies.poll()) != null; ) {
      due.add(reply.get());
    }
    if (!due.isEmpty()) {
      output.accept(due);
    }
  }
}
