package gochat.cluster;

import gochat.bus.Bus;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.room.RoomId;
import gochat.shard.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rooms of which this server wants to hear. A room is followed when the subscription stands
/// and its head has been read after that, so that nothing is missed in between. For any thread.
final class Interests {
  private static final Logger log = LoggerFactory.getLogger(Interests.class);

  private final Bus bus;
  private final Journal journal;
  private final Rooms own;
  private final Executor waiting;
  private final Consumer<TypingFrame> typing;
  private final ConcurrentHashMap<RoomId, Interest> interests = new ConcurrentHashMap<>();
  private final OneAtATime comparing = new OneAtATime();

  /// @param waiting runs tasks that wait for the journal
  /// @param typing gets who is typing in these rooms; it must not wait
  Interests(Bus bus, Journal journal, Rooms own, Executor waiting, Consumer<TypingFrame> typing) {
    this.bus = bus;
    this.journal = journal;
    this.own = own;
    this.waiting = waiting;
    this.typing = typing;
  }

  /// One room.
  private final class Interest {
    private final Bus.Subscription subscription;

    /// What waits until the room hears of others; null when it does.
    private @Nullable List<Runnable> waitingFollows = new ArrayList<>();

    /// The follows that the room's shard has not handled yet.
    private int underWay;

    Interest(RoomId room) {
      subscription = bus.subscribe(HeadFrame.subject(room), (message, _) -> receive(message));
      subscription
          .confirmed()
          .thenRun(() ->
              waiting.execute(() -> {
                compare(room);
                opened().forEach(Runnable::run);
              }));
    }

    private synchronized List<Runnable> opened() {
      List<Runnable> opened = waitingFollows == null ? List.of() : waitingFollows;
      waitingFollows = null;
      return opened;
    }

    private synchronized boolean isWaiting(Runnable follow) {
      return waitingFollows != null && waitingFollows.add(follow);
    }

    private synchronized void begun() {
      underWay++;
    }

    private synchronized void ended() {
      underWay--;
    }

    private synchronized boolean isUnderWay() {
      return underWay > 0;
    }
  }

  /// Runs `follow`, which has a shard follow the room, as soon as this server hears of the room.
  void follow(RoomId room, Runnable follow) {
    Interest interest =
        interests.compute(
            room,
            (_, before) -> {
              Interest now = before == null ? new Interest(room) : before;
              now.begun();
              return now;
            });
    Runnable counted =
        () -> {
          follow.run();
          own.fence(interest::ended);
        };
    if (!interest.isWaiting(counted)) {
      counted.run();
    }
  }

  /// The room has left the memory of its shard. Ends the subscription unless the room comes back.
  void dropped(RoomId room) {
    var _ =
        interests.computeIfPresent(
            room,
            (_, interest) -> {
              if (interest.isUnderWay()) {
                return interest;
              }
              interest.subscription.close();
              return null;
            });
  }

  private void receive(byte[] message) {
    HeadFrame.parse(message)
        .filter(frame -> frame.epoch() == journal.epoch())
        .ifPresent(frame -> own.told(frame.room(), frame.head()));
    TurnFrame.parse(message).ifPresent(own::told);
    TypingFrame.parse(message).ifPresent(typing);
  }

  /// Messages may have been lost: compares all rooms with their logs. Waits.
  void compareAll() {
    interests.keySet().forEach(this::compare);
  }

  /// While the bus is not connected, rooms hear of others by their heads alone. Waits, unless
  /// another thread does this now.
  void goOnWithoutBus() {
    comparing.run(() ->
        interests.forEach((room, interest) -> {
          compare(room);
          interest.opened().forEach(Runnable::run);
        }));
  }

  private void compare(RoomId room) {
    try {
      own.told(room, journal.head(room));
    } catch (JournalException e) {
      // The followers read the log themselves then, or end.
      log.atWarn()
          .addKeyValue("room", room.value())
          .addKeyValue("reason", e.getMessage())
          .log("a head can't be compared");
    }
  }
}
