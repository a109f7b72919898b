package gochat.shard;

import gochat.room.LogEntry;
import gochat.room.Standing;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/// A follower that fails when it is called in a way that a test has not foreseen. Its lane runs
/// every task at once.
public abstract class StubFollower implements Follower {
  static final Executor LANE = Runnable::run;

  private final UUID user = UUID.randomUUID();

  @Override
  public Executor lane() {
    return LANE;
  }

  @Override
  public UUID user() {
    return user;
  }

  @Override
  public Standing standing() {
    return Standing.ACCOUNT;
  }

  @Override
  public void refused() {
    throw new AssertionError();
  }

  @Override
  public boolean live(Audience audience, long head, List<LogEntry> missed) {
    throw new AssertionError();
  }

  @Override
  public void behind(long head) {
    throw new AssertionError();
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public boolean deliver(Delivery delivery) {
    throw new AssertionError();
  }

  @Override
  public void detached() {
    throw new AssertionError();
  }

  @Override
  public void failed(RuntimeException cause) {
    throw new AssertionError(cause);
  }
}
