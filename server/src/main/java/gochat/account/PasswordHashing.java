package gochat.account;

import gochat.limit.AccountLimit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes a few passwords at a time, while a few more wait; beyond that it is busy.
///
/// The callers are virtual threads that wait. The hashing itself has platform threads of its own,
/// which share the cores with the event loops by the operating system's leave: on virtual threads a
/// login storm would hold all carriers. A thread keeps the memory of its hashes, so it ends when it
/// has had nothing to do for a while.
final class PasswordHashing implements AutoCloseable {
  /// With 20 to 40 ms for each, the last one waits for two seconds at most.
  static final int WAITING_MAX = AccountLimit.HASHES_WAITING.standardInt();

  /// Longer than the pauses within a wave of sign-ins.
  static final long IDLE_MS_MAX = 5_000;

  private final PasswordHash function;
  private final String unmatchable;
  private final Semaphore places;
  private final ThreadPoolExecutor threads;

  /// @param idleMsMax how long a thread without work is kept
  PasswordHashing(PasswordHash function, int atOnceMax, int waitingMax, long idleMsMax) {
    this.function = function;
    unmatchable = function.unmatchable();
    places = new Semaphore(atOnceMax + waitingMax);
    threads =
        new ThreadPoolExecutor(
            atOnceMax,
            atOnceMax,
            idleMsMax,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("password-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Two at once, but never all cores: the chat goes on.
  static int atOnceMax() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
  }

  /// A place among those whose passwords are hashed or wait for it; empty when all are taken.
  Optional<Place> tryEnter() {
    return places.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
  }

  /// Empty when busy.
  Optional<String> hash(Password password) {
    return tryEnter()
        .map(place -> {
          try (place) {
            return place.run(() -> function.of(password));
          }
        });
  }

  /// Of one caller, until closed.
  final class Place implements AutoCloseable {
    private Place() {}

    boolean matches(Password password, String stored) {
      return run(() -> function.matches(password, stored));
    }

    /// Takes as long as [#matches], and never matches.
    boolean matchesNobody(Password password) {
      return matches(password, unmatchable);
    }

    private <T> T run(Supplier<T> work) {
      return CompletableFuture.supplyAsync(work, threads).join();
    }

    @Override
    public void close() {
      places.release();
    }
  }

  /// Waits for what runs and waits.
  @Override
  public void close() {
    threads.close();
  }
}
