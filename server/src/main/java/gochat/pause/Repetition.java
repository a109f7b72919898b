package gochat.pause;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Work that is done again and again on a virtual thread of its own, the first time at once, until
/// it is closed. Of failures in a row only the first one is reported: a disk that fails would fail
/// each time.
public final class Repetition implements Pause, AutoCloseable {
  /// The work, which waits by the methods of `by` only: these end it when the repetition is closed.
  @FunctionalInterface
  public interface Work {
    void run(Repetition by);
  }

  private final Work work;
  private final Duration pause;
  private final Consumer<RuntimeException> failed;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread;

  private Repetition(String name, Duration pause, Work work, Consumer<RuntimeException> failed) {
    this.work = work;
    this.pause = pause;
    this.failed = failed;
    thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
  }

  /// @param name of the thread
  /// @param pauseNanos the time from the end of the work to its next beginning
  /// @param failed gets the first failure of a row
  public static Repetition start(
      String name, long pauseNanos, Work work, Consumer<RuntimeException> failed) {
    Repetition repetition = new Repetition(name, Duration.ofNanos(pauseNanos), work, failed);
    repetition.thread.start();
    return repetition;
  }

  private void repeat() {
    boolean isFailing = false;
    do {
      try {
        work.run(this);
        isFailing = false;
      } catch (RuntimeException e) {
        if (!isFailing && !closing.isDone()) {
          failed.accept(e);
        }
        isFailing = true;
      }
    } while (!isClosedWithin(pause));
  }

  /// @throws CancellationException when the repetition is closed
  @Override
  public void pause(Duration duration) {
    if (isClosedWithin(duration)) {
      throw new CancellationException();
    }
  }

  /// Waits for the work of others.
  ///
  /// @throws CancellationException when the repetition is closed
  public void await(CompletableFuture<?> done) {
    CompletableFuture.anyOf(done, closing).join();
    if (closing.isDone()) {
      throw new CancellationException();
    }
  }

  private boolean isClosedWithin(Duration duration) {
    try {
      closing.get(duration.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      return true;
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  /// Waits for the running work, but not for that of others, which may have failed.
  @Override
  public void close() {
    closing.complete(null);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
