package gochat.shard;

import gochat.room.LogEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The live followers of one room on one lane. Confined to the lane, except for [#admit] and
/// [#isFollowed].
///
/// Followers are served in the order in which they joined. In the reverse order, the last ones
/// (often the senders) would be woken first and send single messages instead of batches. Followers
/// that are not ready are served after the others, so that the others don't wait for them.
public final class Audience {
  /// The number of followers that are asked whether they are ready before the first of them is
  /// served. A follower's data has left the processor's caches since the last turn; asking several
  /// followers fetches their data in parallel before it is needed.
  private static final int ASKED_TOGETHER = 16;

  private final Executor lane;
  private LinkedHashSet<Follower> followers = new LinkedHashSet<>();

  /// The followers as an array, which is fast to iterate; null when they have changed.
  private Follower @Nullable [] inOrder;

  /// The followers that the shard has given to the lane and the lane has not added yet.
  private final AtomicInteger arriving = new AtomicInteger();

  /// Written on the lane only.
  private volatile boolean isFollowed;

  Audience(Executor lane) {
    this.lane = lane;
  }

  Executor lane() {
    return lane;
  }

  /// Whether there are followers, or may be when the lane has run the tasks that it has. For the
  /// shard's thread, as [#admit].
  boolean isFollowed() {
    // In this order: the second look sees a follower that was added after the first one.
    return arriving.get() > 0 || isFollowed;
  }

  /// Gives a follower to the lane.
  void admit(Follower follower, long head, List<LogEntry> missed) {
    arriving.incrementAndGet();
    lane.execute(() -> {
      try {
        add(follower, head, missed);
      } finally {
        arriving.decrementAndGet();
      }
    });
  }

  /// Removes a follower that leaves by itself.
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

  /// @return the number of followers that have taken it
  int deliver(Delivery delivery) {
    int taken = 0;
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
        if (serve(ready[i], delivery)) {
          taken++;
        }
      }
    }
    for (Follower follower : last) {
      if (serve(follower, delivery)) {
        taken++;
      }
    }
    return taken;
  }

  private Follower[] inOrder() {
    Follower[] all = inOrder;
    if (all == null) {
      all = followers.toArray(Follower[]::new);
      inOrder = all;
    }
    return all;
  }

  /// Serves a follower. An exception of one follower must not cost the others their messages.
  ///
  /// @return whether it has taken the turn
  private boolean serve(Follower follower, Delivery delivery) {
    boolean isLive = false;
    try {
      isLive = follower.deliver(delivery);
    } catch (RuntimeException e) {
      follower.failed(e);
    }
    if (!isLive) {
      remove(follower);
    }
    return isLive;
  }

  void detachAll() {
    LinkedHashSet<Follower> detached = followers;
    followers = new LinkedHashSet<>();
    changed();
    detached.forEach(Follower::detached);
  }
}
