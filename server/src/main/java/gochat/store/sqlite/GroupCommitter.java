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

/// Does the writes beside the log: those that wait share a transaction and its sync, and each has a
/// result or a failure of its own.
///
/// Callers wait, on any thread. The transactions run on one platform thread, as a sync would hold
/// the carrier of a virtual one. So there is one transaction at a time beside the log, and since
/// [WriteConnection] gives turns in order, an append waits for one at most.
final class GroupCommitter implements AutoCloseable {
  /// Of one transaction, so that it is short: in groups of 64 an append waits twice as long.
  static final int WRITES_MAX = StoreLimit.GROUP_WRITES.standardInt();

  private final WriteConnection connection;
  private final Queue<Write<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("store").factory());

  GroupCommitter(WriteConnection connection) {
    this.connection = connection;
  }

  /// Runs `work` in a transaction, and waits until that is committed. If `work` throws a
  /// [RuntimeException], or an [SQLException] because a constraint does not hold, then nothing that
  /// it has done is committed, and the other writes of the transaction are.
  ///
  /// @throws SQLException when it is unknown what was recorded; when the disk is full or a
  ///   constraint does not hold, nothing was
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
      // A transaction before was for this one too.
      return;
    }
    List<Write<?>> group = new ArrayList<>();
    try {
      connection.transact(
          writer -> {
            // Only now, so that it is for all who came while others wrote.
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
      group.forEach(write -> write.fail(e));
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

  /// Finishes what was asked for; later calls fail.
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

    /// @throws SQLException when the failure is not of this write alone
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

    /// Of no effect when it has failed before.
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
