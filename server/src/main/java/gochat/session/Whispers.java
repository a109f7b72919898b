package gochat.session;

import gochat.account.User;
import gochat.limit.QueueLimit;
import gochat.peer.Peers;
import gochat.peer.PrivateMessage;
import gochat.room.Person;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Private messages that are not stored. They run on the lanes of their receivers and have their
/// place in `lobby` after all events that had been delivered there when they were sent. So a sender
/// that waits for the outcomes of its earlier messages before, and for this one's outcome after,
/// keeps the order of this message with earlier and later ones.
///
/// Safe for all threads; nothing waits. The messages on their way to the lanes are bounded.
final class Whispers {
  private static final int UNDER_WAY_BYTES_MAX = QueueLimit.WHISPERS_UNDER_WAY.standardInt();

  private static final CompletableFuture<Outcome> NOBODY =
      CompletableFuture.completedFuture(new Outcome.Undelivered());

  private final Online online;
  private final Peers peers;

  // Guarded by this object.
  private long underWayBytes;
  private List<Runnable> refused = new ArrayList<>();

  Whispers(Online online, Peers peers) {
    this.online = online;
    this.peers = peers;
  }

  /// Passes a message to all streams of its receiver, at all servers. Its outcome is
  /// [Outcome.Passed], [Outcome.Undelivered], [Outcome.Unconfirmed] or [Outcome.Crowded];
  /// [Outcome.Undelivered] may follow [Outcome.Passed].
  ///
  /// @return whether the message was taken; false when too many are on their way
  boolean send(Person from, User to, String text, Submitter by) {
    List<Session<?>> streams = online.streams(to.id());
    List<PrivateQueue> receivers = receivers(streams, from.user());
    String id = UUID.randomUUID().toString();
    Item.Private item = new Item.Private(id, from, to.name().toString(), text);
    if (!depart((receivers.size() + 1) * item.bytes(), by.retry())) {
      return false;
    }
    long after = online.lobbyHead();
    Passage passage =
        new Passage(
            item,
            after,
            receivers.size(),
            receivers.size() < streams.size(),
            outcome -> {
              if (outcome instanceof Outcome.Passed) {
                online.counts().whispered();
              }
              by.reply().accept(outcome);
            });
    for (PrivateQueue receiver : receivers) {
      receiver
          .lane()
          .execute(() -> {
            arrived(item.bytes());
            passage.arrive(receiver);
          });
    }
    boolean isNowhereElse = online.isNameOnly(to);
    var _ =
        (isNowhereElse ? NOBODY : peers.pass(new PrivateMessage(id, to.id(), from, text, after)))
            .thenAccept(outcome -> {
              arrived(item.bytes());
              passage.othersSaid(outcome);
            });
    return true;
  }

  /// Passes a message from another server to the streams of its receiver here.
  ///
  /// @param outcome as [#send]
  void receive(PrivateMessage message, Consumer<Outcome> outcome) {
    List<Session<?>> streams = online.streams(message.to());
    List<PrivateQueue> receivers = receivers(streams, message.from().user());
    String name = online.find(message.to()).map(user -> user.name().toString()).orElse("");
    Item.Private item = new Item.Private(message.id(), message.from(), name, message.text());
    Passage passage =
        new Passage(
            item, message.after(), receivers.size(), receivers.size() < streams.size(), outcome);
    receivers.forEach(receiver -> receiver.lane().execute(() -> passage.arrive(receiver)));
    passage.othersSaid(new Outcome.Undelivered());
  }

  private static List<PrivateQueue> receivers(List<Session<?>> streams, UUID from) {
    return streams.stream()
        .map(Session::privateQueue)
        .filter(receiver -> !receiver.isCrowdedBy(from))
        .toList();
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

  /// One message on its way to the streams of its receiver. Those at other servers count as one.
  private static final class Passage {
    private final Item.Private message;
    private final long after;
    private final Consumer<Outcome> reply;

    // Guarded by this object.

    /// The number of streams that may still show it.
    private int streams;

    private boolean isCrowded;
    private boolean isUnconfirmed;
    private boolean isTaken;
    private boolean haveOthersSaid;
    private boolean isPassed;

    /// @param streams the number of streams at this server that may show it
    /// @param isCrowded whether another one does not take it
    Passage(
        Item.Private message, long after, int streams, boolean isCrowded, Consumer<Outcome> reply) {
      this.message = message;
      this.after = after;
      this.streams = streams + 1;
      this.isCrowded = isCrowded;
      this.reply = reply;
    }

    /// Gives the message to a stream of the receiver. Runs on the stream's lane.
    void arrive(PrivateQueue receiver) {
      if (receiver.whisper(message, after, this::missed)) {
        taken();
      }
    }

    private synchronized void taken() {
      isTaken = true;
      reply();
    }

    private synchronized void missed(Outcome why) {
      streams--;
      isCrowded |= why instanceof Outcome.Crowded;
      isUnconfirmed |= why instanceof Outcome.Unconfirmed;
      reply();
    }

    /// The other servers have passed it on, or not.
    synchronized void othersSaid(Outcome outcome) {
      haveOthersSaid = true;
      if (outcome instanceof Outcome.Passed) {
        taken();
      } else {
        missed(outcome);
      }
    }

    private Outcome whyMissed() {
      if (isUnconfirmed) {
        return new Outcome.Unconfirmed();
      }
      return isCrowded && !isPassed ? new Outcome.Crowded() : new Outcome.Undelivered();
    }

    private void reply() {
      if (!haveOthersSaid) {
        return;
      }
      if (streams == 0) {
        reply.accept(whyMissed());
      } else if (isTaken && !isPassed) {
        isPassed = true;
        reply.accept(new Outcome.Passed());
      }
    }
  }
}
