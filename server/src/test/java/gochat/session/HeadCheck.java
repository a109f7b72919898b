package gochat.session;

import gochat.room.LogEntry;
import gochat.shard.Audience;
import gochat.shard.Delivery;
import gochat.shard.Follower;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Has a room look whether the log goes further than it knows, and follows nothing.
final class HeadCheck implements Follower {
  /// Has nothing to do, and does it at once.
  private static final Executor LANE = Runnable::run;

  private static final UUID NOBODY = new UUID(0, 0);

  @Override
  public Executor lane() {
    return LANE;
  }

  @Override
  public UUID user() {
    return NOBODY;
  }

  @Override
  public void refused() {}

  @Override
  public boolean live(Audience audience, long head, List<LogEntry> missed) {
    return false;
  }

  @Override
  public void behind(long head) {}

  @Override
  public boolean isReady() {
    return false;
  }

  @Override
  public boolean deliver(Delivery delivery) {
    return false;
  }

  @Override
  public void detached() {}

  @Override
  public void failed(RuntimeException cause) {}
}
