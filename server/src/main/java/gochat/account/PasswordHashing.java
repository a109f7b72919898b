package gochat.account;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes a few passwords at a time, while a few more wait; beyond that it is busy.
///
/// The callers are virtual threads that wait. The hashing itself has platform threads of its own,
/// which share the cores with the event loops by the operating system's leave: on virtual threads a
/// login storm would hold all carriers.
final class PasswordHashing implements AutoCloseable {
  /// With 20 to 40 ms for each, the last one waits for two seconds at most.
  static final int WAITING_MAX = 64;

  private final PasswordHash function;
  private final String unmatchable;
  private final ThreadPoolExecutor threads;

  PasswordHashing(PasswordHash function, int atOnceMax, int waitingMax) {
    this.function = function;
    unmatchable = function.unmatchable();
    threads =
        new ThreadPoolExecutor(
            atOnceMax,
            atOnceMax,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waitingMax),
            Thread.ofPlatform().daemon().name("password-", 1).factory());
  }

  /// Two at once, but never all cores: the chat goes on.
  static int atOnceMax() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
  }

  /// Empty when busy.
  Optional<String> hash(Password password) {
    return run(() -> function.of(password));
  }

  /// Empty when busy.
  Optional<Boolean> matches(Password password, String stored) {
    return run(() -> function.matches(password, stored));
  }

  /// Takes as long as [#matches], and is empty when that is. It never matches.
  Optional<Boolean> matchesNobody(Password password) {
    return matches(password, unmatchable);
  }

  private <T> Optional<T> run(Supplier<T> work) {
    try {
      return Optional.of(CompletableFuture.supplyAsync(work, threads).join());
    } catch (RejectedExecutionException _) {
      return Optional.empty();
    }
  }

  /// Waits for what runs and waits.
  @Override
  public void close() {
    threads.close();
  }
}
