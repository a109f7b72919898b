package gochat.account;

import gochat.limit.AccountLimit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes a few passwords at a time and lets a few more wait; beyond that it is busy.
///
/// Callers are virtual threads and wait. The hashing has its own platform threads, which the
/// operating system schedules beside the event loops: on virtual threads, a storm of sign-ins would
/// occupy all carrier threads. A thread keeps the memory of its hashes, so it ends after a time
/// without work.
final class PasswordHashing implements AutoCloseable {
  /// With 20 to 40 ms for each hash, the last one waits at most two seconds.
  static final int WAITING_MAX = AccountLimit.HASHES_WAITING.standardInt();

  /// Longer than the pauses within a series of sign-ins.
  static final long IDLE_MS_MAX = 5_000;

  /// Several times what a hash takes.
  private static final long HEAP_BYTES_EACH = 128L << 20;

  private final PasswordHash function;
  private final String unmatchable;
  private final Semaphore slots;
  private final ThreadPoolExecutor threads;

  /// @param idleMsMax the time after which a thread without work ends
  PasswordHashing(PasswordHash function, int atOnceMax, int waitingMax, long idleMsMax) {
    this.function = function;
    unmatchable = function.unmatchable();
    slots = new Semaphore(atOnceMax + waitingMax);
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

  /// Half of the cores but at most two, so that the chat keeps running, and no more than the heap
  /// has space for.
  static int atOnceMax() {
    Runtime machine = Runtime.getRuntime();
    long ofHeap = machine.maxMemory() / HEAP_BYTES_EACH;
    return Math.clamp(Math.min(machine.availableProcessors() / 2, ofHeap), 1, 2);
  }

  /// Reserves a slot for a password that is hashed or waits for it; empty when busy.
  Optional<Slot> tryEnter() {
    return slots.tryAcquire() ? Optional.of(new Slot()) : Optional.empty();
  }

  /// Hashes a new password; empty when busy.
  Optional<String> hash(Password password) {
    return tryEnter()
        .map(slot -> {
          try (slot) {
            return slot.run(() -> function.of(password));
          }
        });
  }

  /// One reserved hashing, until closed.
  final class Slot implements AutoCloseable {
    private Slot() {}

    boolean matches(Password password, String stored) {
      return run(() -> function.matches(password, stored));
    }

    /// Takes as long as [#matches] and returns false.
    boolean neverMatches(Password password) {
      return matches(password, unmatchable);
    }

    private <T> T run(Supplier<T> work) {
      return CompletableFuture.supplyAsync(work, threads).join();
    }

    @Override
    public void close() {
      slots.release();
    }
  }

  /// Waits for running and waiting hashes.
  @Override
  public void close() {
    threads.close();
  }
}
