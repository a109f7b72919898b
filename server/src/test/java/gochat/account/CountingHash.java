package gochat.account;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A cheap hash that counts its uses and can be paused.
final class CountingHash implements PasswordHash {
  private final AtomicInteger uses = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger runningMax = new AtomicInteger();
  private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);

  @Override
  public String of(Password password) {
    use();
    return "hash of " + new String(password.bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean matches(Password password, String stored) {
    use();
    return stored.equals("hash of " + new String(password.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public String unmatchable() {
    return "nothing";
  }

  private void use() {
    uses.incrementAndGet();
    int now = running.incrementAndGet();
    runningMax.accumulateAndGet(now, Math::max);
    permits.acquireUninterruptibly();
    permits.release();
    running.decrementAndGet();
  }

  int uses() {
    return uses.get();
  }

  int running() {
    return running.get();
  }

  int runningMax() {
    return runningMax.get();
  }

  /// Pauses all hashing until [#go].
  void stop() {
    permits.drainPermits();
  }

  void go() {
    permits.release(Integer.MAX_VALUE);
  }
}
