package gochat.peer;

import gochat.account.Throttle;
import gochat.account.User;
import gochat.account.UserName;
import gochat.presence.PresenceTracker;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.ShardObserver;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The other servers that record in the same store.
public interface Peers extends AutoCloseable {
  /// There is no other server.
  Peers NONE =
      new Peers() {
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
        public CompletableFuture<Optional<User>> find(UserName name) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<User>> find(UUID user) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Outcome> pass(PrivateMessage message) {
          return CompletableFuture.completedFuture(new Outcome.Undelivered());
        }

        @Override
        public boolean show(PrivateMessage message) {
          return true;
        }

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
          return PeerStatus.NONE;
        }

        @Override
        public void close() {}
      };

  /// An observer for the shards of this server that tells the others, and passes everything on.
  ShardObserver observing(ShardObserver next);

  /// The rooms for sessions and calls: their followers also get what others record. Called once.
  ///
  /// @param own the rooms of this server's shards
  Rooms joined(Rooms own);

  /// The first stream of a user has opened at this server. Called by any thread, in turns with
  /// [#disconnected] for one user; neither waits.
  void connected(User user);

  /// The last stream of a user at this server has ended.
  void disconnected(User user);

  /// Finds the user with this name who is connected at another server.
  ///
  /// @return never fails. Empty after 2 seconds without an answer
  CompletableFuture<Optional<User>> find(UserName name);

  /// Finds a user who is connected at another server.
  ///
  /// @return as for a name
  CompletableFuture<Optional<User>> find(UUID user);

  /// Passes a message that is not stored to the receiver's streams at other servers, each in its
  /// place.
  ///
  /// @return never fails. [Outcome.Passed] once a server has given the message to a stream,
  ///   [Outcome.Crowded], [Outcome.Undelivered] when the receiver has no stream there, or
  ///   [Outcome.Unconfirmed] after 2 seconds without an answer
  CompletableFuture<Outcome> pass(PrivateMessage message);

  /// Has other servers show a message of a direct conversation to the receiver's streams of the
  /// first contract. It may get lost.
  ///
  /// @return false when another server has told this one of the message already
  boolean show(PrivateMessage message);

  /// Tells the servers that follow `room` that `user` is typing there. For any thread.
  void typing(RoomId room, User user);

  /// Tells the servers with streams of `user`. For any thread.
  void tell(UUID user, DeviceNews news);

  /// Tells others of the users at this server, and sets who is at theirs. Called once.
  void share(PresenceTracker presence);

  /// Tells others of the tries to sign in at this server, and counts those at theirs. Called once.
  void share(Throttle throttle);

  /// Begins to hear of others. Called once.
  void hear(PeerNews news);

  PeerStatus status();

  @Override
  void close();
}
