package gochat.session;

import gochat.account.AccountsException;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.shard.Rooms;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What feeds on one lane need.
///
/// @param textBytesMax the longest text of a message, in bytes of UTF-8
/// @param lane runs tasks one by one, in order, without waiting
/// @param waiting runs what waits for the disk; any number of tasks at a time
public record FeedContext(
    Rooms rooms, Journal journal, int textBytesMax, Executor lane, Executor waiting) {
  /// Asks the store, which waits, and goes on with the answer on the lane.
  <T> void ask(Supplier<T> question, Consumer<T> then, Consumer<RuntimeException> failed) {
    waiting.execute(() -> {
      Runnable next = answer(question, then, failed);
      lane.execute(next);
    });
  }

  /// Runs `task` on the lane, not before.
  void later(long delayNanos, Runnable task) {
    CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, lane).execute(task);
  }

  private static <T> Runnable answer(
      Supplier<T> question, Consumer<T> then, Consumer<RuntimeException> failed) {
    try {
      T answer = question.get();
      return () -> then.accept(answer);
    } catch (CancellationException _) {
      // Nobody waits for the answer any more.
      return () -> {};
    } catch (JournalException | AccountsException e) {
      return () -> failed.accept(e);
    }
  }
}
