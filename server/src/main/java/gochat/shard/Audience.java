package gochat.shard;

import gochat.room.LogEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The live followers of one room that share a lane; confined to that lane but for [#isFollowed].
///
/// They are served in the order in which they came: served backwards, those who came last (often
/// the senders) would be woken first and send single messages where they could send batches. Who is
/// not ready is served behind the others, who need not wait for what that takes.
public final class Audience {
  /// So many followers are asked whether they are ready before the first of them is served. What
  /// belongs to a follower has left the processor's caches since the turn before; asked one after
  /// the other, they have it fetched side by side, before it is written to their connections.
  private static final int ASKED_TOGETHER = 16;

  private final Executor lane;
  private LinkedHashSet<Follower> followers = new LinkedHashSet<>();

  /// The followers, as fast as they can be gone through; null when they have changed.
  private Follower @Nullable [] inOrder;

  /// Written on the lane only.
  private volatile boolean isFollowed;

  Audience(Executor lane) {
    this.lane = lane;
  }

  Executor lane() {
    return lane;
  }

  /// Whether there are followers at this moment. For any thread.
  boolean isFollowed() {
    return isFollowed;
  }

  /// Takes somebody out who leaves by himself.
  public void remove(Follower follower) {
    if (followers.remove(follower)) {
      changed();
    }
  }

  private void changed() {
    inOrder = null;
    isFollowed = !followers.isEmpty();
  }

  void add(Follower follower, long head, List<LogEntry> missed) {
    if (follower.live(this, head, missed)) {
      followers.add(follower);
      changed();
    }
  }

  void deliver(Delivery delivery) {
    Follower[] all = inOrder();
    List<Follower> last = new ArrayList<>();
    Follower[] ready = new Follower[ASKED_TOGETHER];
    for (int from = 0; from < all.length; from += ASKED_TOGETHER) {
      int count = 0;
      for (int i = from; i < Math.min(from + ASKED_TOGETHER, all.length); i++) {
        if (all[i].isReady()) {
          ready[count++] = all[i];
        } else {
          last.add(all[i]);
        }
      }
      for (int i = 0; i < count; i++) {
        serve(ready[i], delivery);
      }
    }
    last.forEach(follower -> serve(follower, delivery));
  }

  private Follower[] inOrder() {
    Follower[] all = inOrder;
    if (all == null) {
      all = followers.toArray(Follower[]::new);
      inOrder = all;
    }
    return all;
  }

  /// One broken follower must not cost the others their messages.
  private void serve(Follower follower, Delivery delivery) {
    boolean isLive = false;
    try {
      isLive = follower.deliver(delivery);
    } catch (RuntimeException e) {
      follower.failed(e);
    }
    if (!isLive) {
      remove(follower);
    }
  }

  void detachAll() {
    LinkedHashSet<Follower> detached = followers;
    followers = new LinkedHashSet<>();
    changed();
    detached.forEach(Follower::detached);
  }
}
