package gochat.session;

import gochat.account.User;
import gochat.account.UserName;
import gochat.limit.LimitHits;
import gochat.limit.Limits;
import gochat.limit.RequestLimit;
import gochat.limit.StreamLimit;
import gochat.peer.DeviceNews;
import gochat.peer.Peers;
import gochat.peer.PrivateMessage;
import gochat.presence.PresenceTracker;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.shard.ShardObserver;
import gochat.shard.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The users who are connected at this server, and their streams. Safe for all threads; nothing
/// waits.
public final class Online implements ShardObserver {
  /// The most listeners of a room for typing signals, because each signal is sent to all of them.
  private static final int TYPING_LISTENERS_MAX = RequestLimit.TYPING_LISTENERS.standardInt();

  private final Map<UUID, Present> present = new ConcurrentHashMap<>();
  private final Map<UserName, User> byName = new ConcurrentHashMap<>();
  private final Map<RoomId, Map<UUID, Session<?>>> listeners = new ConcurrentHashMap<>();
  private final PresenceTracker presenceTracker;
  private final Limits limits;
  private final Peers peers;
  private final SessionCounts counts = new SessionCounts();

  private final AtomicReference<Head> lobbyHead = new AtomicReference<>(new Head(0, 0));

  /// A user, as its streams know it, who has at least one.
  private record Present(User user, List<Session<?>> streams) {}

  /// The end of a log.
  private record Head(long epoch, long seq) {
    /// The end as far as it is known when the logs have another epoch.
    Head in(long now) {
      return epoch < now ? new Head(now, 0) : this;
    }
  }

  public Online(PresenceTracker presenceTracker, Limits limits, Peers peers) {
    this.presenceTracker = presenceTracker;
    this.limits = limits;
    this.peers = peers;
  }

  /// @return the end of the stream when its user has too many; the stream was not added then
  Optional<Ending> enter(Session<?> stream) {
    var _ = lobbyHead.updateAndGet(head -> head.in(stream.epoch()));
    User user = stream.identity().user();
    int max = limits.of(user.kind().hasAccount() ? StreamLimit.PER_ACCOUNT : StreamLimit.PER_GUEST);
    Present now =
        present.compute(
            user.id(),
            (_, before) -> {
              if (before == null) {
                connected(user);
                return new Present(user, List.of(stream));
              }
              List<Session<?>> streams = new ArrayList<>(before.streams);
              if (streams.size() < max) {
                streams.add(stream);
              }
              return new Present(before.user, List.copyOf(streams));
            });
    if (!now.streams.contains(stream)) {
      LimitHits.count(user.kind().hasAccount() ? StreamLimit.PER_ACCOUNT : StreamLimit.PER_GUEST);
      return Optional.of(Ending.tooManyStreams(max));
    }
    presenceTracker.arrive(user.id(), stream.id(), stream.identity().tokenId());
    return Optional.empty();
  }

  void leave(Session<?> stream) {
    UUID user = stream.identity().user().id();
    present.computeIfPresent(
        user,
        (_, before) -> {
          List<Session<?>> left = before.streams.stream().filter(other -> other != stream).toList();
          if (left.isEmpty()) {
            disconnected(before.user);
            return null;
          }
          return new Present(before.user, left);
        });
    presenceTracker.leave(user, stream.id());
  }

  /// The guest with the id of `account` has become this account, or the account has this kind now.
  void changed(User account) {
    present.computeIfPresent(
        account.id(),
        (_, before) -> {
          if (!before.user.equals(account)) {
            disconnected(before.user);
            connected(account);
          }
          return new Present(account, before.streams);
        });
  }

  private void connected(User user) {
    byName.put(user.name(), user);
    peers.connected(user);
  }

  private void disconnected(User user) {
    byName.remove(user.name(), user);
    peers.disconnected(user);
  }

  PresenceTracker presenceTracker() {
    return presenceTracker;
  }

  /// The users who are connected at this server, as they come and go.
  public Collection<User> users() {
    return Collections.unmodifiableCollection(byName.values());
  }

  SessionCounts counts() {
    return counts;
  }

  /// Finds the user with this name who is connected at this server.
  Optional<User> find(UserName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Whether a user has a name but no token, and its stream is at this server.
  boolean isNameOnly(User user) {
    return streams(user.id()).stream().anyMatch(Session::isNameOnly);
  }

  Optional<User> find(UUID user) {
    return Optional.ofNullable(present.get(user)).map(Present::user);
  }

  /// Finds the user with this name who is connected at any server.
  ///
  /// @return as [Peers#find]
  public CompletableFuture<Optional<User>> findAnywhere(UserName name) {
    Optional<User> here = find(name);
    return here.isPresent() ? CompletableFuture.completedFuture(here) : peers.find(name);
  }

  /// Finds a user who is connected at any server.
  ///
  /// @return as [Peers#find]
  public CompletableFuture<Optional<User>> findAnywhere(UUID user) {
    Optional<User> here = find(user);
    return here.isPresent() ? CompletableFuture.completedFuture(here) : peers.find(user);
  }

  List<Session<?>> streams(UUID user) {
    Present found = present.get(user);
    return found == null ? List.of() : found.streams;
  }

  /// The seq of the last event in `lobby` that is known to have been delivered. At first, and for
  /// the streams that open on older logs, 0.
  long lobbyHead() {
    return lobbyHead.get().seq();
  }

  /// Tells the streams of the users who joined or left a room.
  @Override
  public void recorded(List<Turn> turns) {
    for (Turn turn : turns) {
      if (turn.room().equals(RoomId.LOBBY) && !turn.entries().isEmpty()) {
        lobbyHead.set(new Head(turn.epoch(), turn.entries().getLast().seq()));
      }
    }
    turns.forEach(this::tellMembers);
  }

  private void tellMembers(Turn turn) {
    for (LogEntry entry : turn.entries()) {
      for (UUID arrived : entry.event().arrived()) {
        tell(arrived, new Signal.Arrived(turn.room(), entry.seq()));
      }
      UUID departed = entry.event().departed();
      if (departed != null) {
        tell(departed, new Signal.Departed(turn.room(), entry));
      }
    }
  }

  /// Tells the streams of the users who got a message in a direct conversation, at all servers.
  @Override
  public void announce(List<Turn> turns) {
    for (Turn turn : turns) {
      if (turn.room().isDirect()) {
        turn.entries().forEach(entry -> tellReceiver(turn, entry));
      }
    }
  }

  private void tellReceiver(Turn turn, LogEntry entry) {
    if (entry.event() instanceof RoomEvent.Posted posted) {
      // The next epoch has other messages at the places of those that were lost.
      String id = turn.epoch() + "/" + turn.room().value() + "/" + entry.seq();
      UUID receiver = turn.room().peerOf(posted.author().user());
      PrivateMessage message =
          new PrivateMessage(id, receiver, posted.author().person(), posted.text(), lobbyHead());
      if (peers.show(message)) {
        addressed(message);
      }
    }
  }

  /// Tells the streams of a user who got a message in a direct conversation, at this server.
  public void addressed(PrivateMessage message) {
    tell(message.to(), new Signal.Addressed(message));
  }

  void listen(RoomId room, Session<?> stream) {
    listeners.computeIfAbsent(room, _ -> new ConcurrentHashMap<>()).put(stream.id(), stream);
  }

  void unlisten(RoomId room, Session<?> stream) {
    listeners.computeIfPresent(
        room,
        (_, streams) -> {
          streams.remove(stream.id());
          return streams.isEmpty() ? null : streams;
        });
  }

  /// Tells the other listeners of `room` that `user` is typing.
  public void typing(RoomId room, User user) {
    if (hasFewListeners(room)) {
      typingElsewhere(room, user);
      peers.typing(room, user);
    }
  }

  /// Tells the listeners of `room` that `user` is typing at another server.
  public void typingElsewhere(RoomId room, User user) {
    if (hasFewListeners(room)) {
      Item.Typing typing = new Item.Typing(room, user);
      for (Session<?> stream : listeners(room)) {
        if (!stream.identity().user().id().equals(user.id())) {
          stream.tell(typing);
        }
      }
    }
  }

  private boolean hasFewListeners(RoomId room) {
    return listeners(room).size() <= TYPING_LISTENERS_MAX;
  }

  private Collection<Session<?>> listeners(RoomId room) {
    return listeners.getOrDefault(room, Map.of()).values();
  }

  /// A user has read `room` up to `seq` of the log with this `epoch`.
  ///
  /// @param by see [Signal.MarkerMoved]
  public void markerMoved(UUID user, RoomId room, long epoch, long seq, @Nullable UUID by) {
    tell(user, new Signal.MarkerMoved(room, epoch, seq, by));
    peers.tell(user, new DeviceNews.MarkerMoved(room, epoch, seq));
  }

  /// A user has hidden or shown `room`.
  ///
  /// @param by see [Signal.MarkerMoved]
  public void hidden(UUID user, RoomId room, boolean isHidden, @Nullable UUID by) {
    tell(user, new Signal.Hidden(room, isHidden, by));
    peers.tell(user, new DeviceNews.Hidden(room, isHidden));
  }

  /// A user has changed who may reach it, or whom it blocks.
  public void privacyChanged(UUID user) {
    tell(user, new Signal.PrivacyChanged());
    peers.tell(user, new DeviceNews.PrivacyChanged());
  }

  /// Sets whether a user is away from the device with this `token`.
  public void setAway(UUID user, UUID token, boolean isAway) {
    presenceTracker.setAway(user, token, isAway);
    peers.tell(user, new DeviceNews.Away(token, isAway));
  }

  /// Messages of other servers may have been lost: has the streams compare the markers that they
  /// know with the store.
  public void interrupted() {
    present
        .values()
        .forEach(each -> each.streams.forEach(stream -> stream.tell(new Signal.Interrupted())));
  }

  /// Takes over what a user has done on a device at another server.
  public void doneElsewhere(UUID user, DeviceNews news) {
    switch (news) {
      case DeviceNews.MarkerMoved(RoomId room, long epoch, long seq) ->
          tell(user, new Signal.MarkerMoved(room, epoch, seq, null));
      case DeviceNews.Hidden(RoomId room, boolean isHidden) ->
          tell(user, new Signal.Hidden(room, isHidden, null));
      case DeviceNews.PrivacyChanged() -> tell(user, new Signal.PrivacyChanged());
      case DeviceNews.Away(UUID token, boolean isAway) ->
          presenceTracker.setAway(user, token, isAway);
    }
  }

  /// Tells all streams of `user`.
  public void tell(UUID user, Signal signal) {
    streams(user).forEach(stream -> stream.tell(signal));
  }
}
