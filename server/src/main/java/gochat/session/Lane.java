package gochat.session;

import gochat.account.AccountsException;
import gochat.journal.JournalException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What runs the streams of one connection.
///
/// @param loop runs tasks one by one, in order, without waiting; connections may share it
/// @param waiting runs what waits for the store; any number of tasks at a time
public record Lane(Executor loop, Executor waiting) {
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /// Runs `task` on the lane, not before.
  public void later(long delayNanos, Runnable task) {
    CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, loop).execute(task);
  }

  /// Asks the store, which waits, and goes on with the answer on the lane. Nothing follows when the
  /// question is cancelled, because nobody waits for the answer any more.
  <T> void ask(Supplier<T> question, Consumer<T> then, Consumer<RuntimeException> failed) {
    waiting.execute(() -> {
      Runnable next = answer(question, then, failed);
      loop.execute(next);
    });
  }

  private static <T> Runnable answer(
      Supplier<T> question, Consumer<T> then, Consumer<RuntimeException> failed) {
    try {
      T answer = question.get();
      return () -> then.accept(answer);
    } catch (CancellationException _) {
      return () -> {};
    } catch (JournalException | AccountsException e) {
      return () -> failed.accept(e);
    }
  }
}
