package gochat.store.sqlite;

import gochat.limit.StoreLimit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs the writes of all data except the log. Waiting writes share a transaction and its sync;
/// each has its own result or failure.
///
/// Callers wait, on any thread. The transactions run on one platform thread, because a sync would
/// block the carrier of a virtual thread. So there is at most one such transaction at a time, and
/// as [WriteConnection] is fair, an append waits for at most one.
final class GroupCommitter implements AutoCloseable {
  /// The most writes of a transaction, to keep it short: with groups of 64, an append waits twice
  /// as long.
  static final int WRITES_MAX = StoreLimit.GROUP_WRITES.standardInt();

  private final WriteConnection connection;
  private final Queue<Write<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("store").factory());

  GroupCommitter(WriteConnection connection) {
    this.connection = connection;
  }

  /// Runs `work` in a transaction and waits for the commit. When `work` throws a
  /// [RuntimeException], or an [SQLException] because of a constraint, only its own changes are
  /// rolled back.
  ///
  /// @throws SQLException when the outcome is unknown; when the disk is full or a constraint is
  ///   violated, nothing was recorded
  <T> T commit(WriteConnection.Work<T> work) throws SQLException {
    Write<T> write = new Write<>(work);
    waiting.add(write);
    try {
      thread.execute(this::commitWaiting);
    } catch (RejectedExecutionException e) {
      throw new SQLException("the store is closed", e);
    }
    return write.await();
  }

  private void commitWaiting() {
    if (waiting.isEmpty()) {
      // An earlier transaction has run this write too.
      return;
    }
    List<Write<?>> group = new ArrayList<>();
    try {
      connection.transact(
          writer -> {
            // Gather here, so that the group has all writes that arrived while the connection was
            // busy.
            gather(group);
            for (Write<?> write : group) {
              write.run(writer);
            }
            return group;
          },
          _ -> true);
      group.forEach(Write::succeed);
    } catch (SQLException | RuntimeException | Error e) {
      if (group.isEmpty()) {
        gather(group);
      }
      if (isDamage(e) && group.size() > 1) {
        // One of them met a damaged row; the others must not fail with it.
        group.stream().filter(Write::isPending).forEach(this::commitAlone);
      } else {
        group.forEach(write -> write.fail(e));
      }
    }
  }

  private static boolean isDamage(Throwable e) {
    return e instanceof SQLException failure && DamagedRow.in(failure).isPresent();
  }

  private void commitAlone(Write<?> write) {
    try {
      connection.transact(
          writer -> {
            write.run(writer);
            return write;
          },
          _ -> true);
      write.succeed();
    } catch (SQLException | RuntimeException | Error e) {
      write.fail(e);
    }
  }

  private void gather(List<Write<?>> group) {
    for (Write<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      group.add(next);
      if (group.size() == WRITES_MAX) {
        return;
      }
    }
  }

  /// Finishes the waiting writes; later calls fail.
  @Override
  public void close() {
    thread.close();
  }

  private static final class Write<T> {
    private final WriteConnection.Work<T> work;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private @Nullable T result;

    Write(WriteConnection.Work<T> work) {
      this.work = work;
    }

    /// @throws SQLException when the failure concerns the whole transaction
    void run(Writer writer) throws SQLException {
      writer.setSavepoint();
      try {
        result = work.run(writer);
      } catch (SQLException e) {
        if (!Database.isConstraint(e)) {
          throw e;
        }
        writer.rollBackToSavepoint();
        fail(e);
      } catch (RuntimeException e) {
        writer.rollBackToSavepoint();
        fail(e);
      }
      writer.releaseSavepoint();
    }

    boolean isPending() {
      return !outcome.isDone();
    }

    /// Does nothing when the write has failed.
    void succeed() {
      outcome.complete(result);
    }

    void fail(Throwable cause) {
      outcome.completeExceptionally(cause);
    }

    T await() throws SQLException {
      try {
        return outcome.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof SQLException failure) {
          throw failure;
        }
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }
}
