package gochat.session;

import gochat.account.AccountsException;
import gochat.journal.JournalException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The executors of one connection's streams.
///
/// @param loop runs tasks one after the other, in order, without waiting; connections may share it
/// @param waiting runs tasks that wait for the store, any number at a time
public record Lane(Executor loop, Executor waiting) {
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /// Runs `task` on the lane after a delay.
  public void later(long delayNanos, Runnable task) {
    CompletableFuture.delayedExecutor(delayNanos, TimeUnit.NANOSECONDS, loop).execute(task);
  }

  /// Runs `question`, which may wait for the store, and then continues on the lane. A cancelled
  /// question has no continuation, because its stream has ended.
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
