package gochat.session;

import gochat.limit.QueueLimit;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Private messages that are not stored. They run on the lanes of their receivers and have their
/// place in `lobby` after all events that had been delivered there when they were sent. So a sender
/// that waits for the outcomes of its earlier messages keeps the order of this message with earlier
/// and later ones.
///
/// Safe for all threads; nothing waits. The messages on their way to the lanes are bounded.
final class Whispers {
  private static final int UNDER_WAY_BYTES_MAX = QueueLimit.WHISPERS_UNDER_WAY.standardInt();

  private final Online online;

  // Guarded by this object.
  private long underWayBytes;
  private List<Runnable> refused = new ArrayList<>();

  Whispers(Online online) {
    this.online = online;
  }

  /// Passes a message to all streams of its receiver. Its outcome is [Outcome.Passed],
  /// [Outcome.Undelivered] or [Outcome.Crowded]; [Outcome.Undelivered] may follow [Outcome.Passed].
  ///
  /// @return whether the message was taken; false when too many are on their way
  boolean send(UUID from, UUID to, Item.Private message, Submitter by) {
    List<PrivateQueue> receivers = online.streams(to).stream().map(Session::privateQueue).toList();
    if (receivers.isEmpty()) {
      by.reply().accept(new Outcome.Undelivered());
      return true;
    }
    if (receivers.stream().allMatch(receiver -> receiver.isCrowdedBy(from))) {
      by.reply().accept(new Outcome.Crowded());
      return true;
    }
    if (!depart(receivers.size() * message.bytes(), by.retry())) {
      return false;
    }
    long after = online.lobbyHead();
    Passage passage = new Passage(message, after, receivers.size(), by);
    receivers.forEach(receiver -> receiver.lane().execute(() -> passage.arrive(receiver)));
    return true;
  }

  private synchronized boolean depart(int bytes, Runnable retry) {
    if (underWayBytes >= UNDER_WAY_BYTES_MAX) {
      refused.add(retry);
      return false;
    }
    underWayBytes += bytes;
    return true;
  }

  private void arrived(int bytes) {
    List<Runnable> toTell = List.of();
    synchronized (this) {
      underWayBytes -= bytes;
      if (!refused.isEmpty() && underWayBytes < UNDER_WAY_BYTES_MAX) {
        toTell = refused;
        refused = new ArrayList<>();
      }
    }
    toTell.forEach(Runnable::run);
  }

  /// One message on its way to the streams of its receiver.
  private final class Passage {
    private final Item.Private message;
    private final long after;
    private final Submitter by;
    private final AtomicBoolean isPassed = new AtomicBoolean();

    /// The number of streams that may still show it.
    private final AtomicInteger streams;

    Passage(Item.Private message, long after, int streams, Submitter by) {
      this.message = message;
      this.after = after;
      this.streams = new AtomicInteger(streams);
      this.by = by;
    }

    /// Gives the message to a stream of the receiver. Runs on the stream's lane.
    void arrive(PrivateQueue receiver) {
      arrived(message.bytes());
      boolean isTaken = receiver.whisper(message, after, this::missed);
      if (isTaken && isPassed.compareAndSet(false, true)) {
        online.counts().whispered();
        by.reply().accept(new Outcome.Passed());
      }
    }

    private void missed(Outcome why) {
      if (streams.decrementAndGet() == 0) {
        by.reply().accept(why);
      }
    }
  }
}
