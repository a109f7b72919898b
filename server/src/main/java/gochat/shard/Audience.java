package gochat.shard;

import gochat.room.LogEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executor;

/// The live followers of one room that share a lane; confined to that lane.
///
/// They are served in the order in which they came: served backwards, those who came last (often
/// the senders) would be woken first and send single messages where they could send batches.
public final class Audience {
  private final Executor lane;
  private LinkedHashSet<Follower> followers = new LinkedHashSet<>();
  private final List<Follower> leaving = new ArrayList<>();
  private boolean delivering;

  Audience(Executor lane) {
    this.lane = lane;
  }

  Executor lane() {
    return lane;
  }

  /// Takes somebody out who leaves by himself.
  public void remove(Follower follower) {
    if (delivering) {
      leaving.add(follower);
    } else {
      followers.remove(follower);
    }
  }

  void add(Follower follower, long head, List<LogEntry> missed) {
    if (follower.live(this, head, missed)) {
      followers.add(follower);
    }
  }

  void deliver(Delivery delivery) {
    Turn turn = delivery.turn();
    List<Turn.Whispered> whispers =
        turn.whispers().stream().filter(w -> w.receiver().lane() == lane).toList();
    for (Turn.Whispered whispered : whispers) {
      whispered.receiver().whisper(whispered.after(), whispered.whisper(), whispered.undelivered());
    }
    if (!turn.entries().isEmpty()) {
      deliverEntries(delivery);
    }
    whispers.forEach(whispered -> whispered.receiver().flush());
  }

  private void deliverEntries(Delivery delivery) {
    delivering = true;
    try {
      followers.removeIf(follower -> !isServed(follower, delivery));
    } finally {
      delivering = false;
      leaving.forEach(followers::remove);
      leaving.clear();
    }
  }

  /// One broken follower must not cost the others their messages.
  private static boolean isServed(Follower follower, Delivery delivery) {
    try {
      return follower.deliver(delivery);
    } catch (RuntimeException e) {
      follower.failed(e);
      return false;
    }
  }

  void detachAll() {
    LinkedHashSet<Follower> detached = followers;
    followers = new LinkedHashSet<>();
    detached.forEach(Follower::detached);
  }
}
