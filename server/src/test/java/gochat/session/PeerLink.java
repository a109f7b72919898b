package gochat.session;

import gochat.account.Throttle;
import gochat.account.User;
import gochat.account.UserName;
import gochat.peer.DeviceNews;
import gochat.peer.PeerNews;
import gochat.peer.PeerStatus;
import gochat.peer.Peers;
import gochat.peer.PrivateMessage;
import gochat.presence.PresenceTracker;
import gochat.room.RoomId;
import gochat.shard.FaultyShard.Fault;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.ShardObserver;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// A server's way to the one other server: private messages and searches. A bus carries the
/// messages, and may lose or delay them.
final class PeerLink implements Peers {
  private final BiConsumer<Runnable, Runnable> bus;
  private final LongSupplier epoch;
  private final Fault fault;

  /// The messages that this server has told or heard of.
  private final Set<String> known = new HashSet<>();

  /// A bus brings the messages of one server in their order, but for those that get lost.
  private final Queue<Runnable> underWay = new ArrayDeque<>();

  /// Set before anything is sent.
  private Services other;

  private PeerLink otherLink;

  /// @param bus takes the arrival of a message, and what happens when the message is lost
  /// @param epoch of the logs as this server knows it
  @SuppressWarnings("NullAway.Init") // connected at once
  PeerLink(BiConsumer<Runnable, Runnable> bus, LongSupplier epoch, Fault fault) {
    this.bus = bus;
    this.epoch = epoch;
    this.fault = fault;
  }

  void connect(PeerLink link, Services services) {
    otherLink = link;
    other = services;
  }

  @Override
  public CompletableFuture<Optional<User>> find(UserName name) {
    return CompletableFuture.completedFuture(other.online().find(name));
  }

  @Override
  public CompletableFuture<Optional<User>> find(UUID user) {
    return CompletableFuture.completedFuture(other.online().find(user));
  }

  @Override
  public CompletableFuture<Outcome> pass(PrivateMessage message) {
    if (other.online().find(message.to()).isEmpty()) {
      return CompletableFuture.completedFuture(new Outcome.Undelivered());
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Runnable silence = () -> outcome.complete(new Outcome.Unconfirmed());
    send(
        message,
        () ->
            other
                .directMessages()
                .receive(
                    placed(message), told -> bus.accept(() -> outcome.complete(told), silence)),
        silence);
    return fault == Fault.WHISPER_NOT_AWAITED
        ? CompletableFuture.completedFuture(new Outcome.Passed())
        : outcome;
  }

  private PrivateMessage placed(PrivateMessage message) {
    return fault == Fault.WHISPER_WITHOUT_PLACE
        ? new PrivateMessage(message.id(), message.to(), message.from(), message.text(), 0)
        : message;
  }

  @Override
  public boolean show(PrivateMessage message) {
    if (!known.add(message.id())) {
      return false;
    }
    send(message, () -> other.online().addressed(message), () -> {});
    return true;
  }

  private void send(PrivateMessage message, Runnable show, Runnable loss) {
    long inEpoch = epoch.getAsLong();
    Runnable arrival =
        () -> {
          if (inEpoch == otherLink.epoch.getAsLong()) {
            arrive(message, show);
          } else {
            loss.run();
          }
        };
    underWay.add(arrival);
    bus.accept(
        this::arriveNext,
        () -> {
          if (underWay.remove(arrival)) {
            loss.run();
          } else {
            arriveNext();
          }
        });
  }

  private void arriveNext() {
    Runnable next = underWay.poll();
    if (next != null) {
      next.run();
    }
  }

  /// A message comes to the other server.
  private void arrive(PrivateMessage message, Runnable show) {
    other.rooms().told(RoomId.LOBBY, message.after());
    if (otherLink.known.add(message.id())) {
      show.run();
    }
  }

  // What the simulation does by itself, or leaves out.

  @Override
  public ShardObserver observing(ShardObserver next) {
    return next;
  }

  @Override
  public Rooms joined(Rooms own) {
    return own;
  }

  @Override
  public void connected(User user) {}

  @Override
  public void disconnected(User user) {}

  @Override
  public void typing(RoomId room, User user) {}

  @Override
  public void tell(UUID user, DeviceNews news) {}

  @Override
  public void share(PresenceTracker presence) {}

  @Override
  public void share(Throttle throttle) {}

  @Override
  public void hear(PeerNews news) {}

  @Override
  public PeerStatus status() {
    return Peers.NONE.status();
  }

  @Override
  public void close() {}
}
