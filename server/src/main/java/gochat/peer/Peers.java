package gochat.peer;

import gochat.account.Throttle;
import gochat.account.User;
import gochat.presence.PresenceTracker;
import gochat.room.RoomId;
import gochat.shard.Rooms;
import gochat.shard.ShardObserver;
import java.util.UUID;

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
        public void connected(UUID user) {}

        @Override
        public void disconnected(UUID user) {}

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
  void connected(UUID user);

  /// The last stream of a user at this server has ended.
  void disconnected(UUID user);

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
