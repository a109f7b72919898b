package gochat.peer;

import gochat.account.User;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import java.util.UUID;
import java.util.function.Consumer;

/// Gets what other servers have done. Of memberships, tokens, kinds of accounts and changed events
/// it hears within seconds, also of what this server did, and of the same again; the rest may get
/// lost. For any thread; it must not wait unless a method says so.
public interface PeerNews {
  /// A user became a member of a room with the event `seq`.
  void arrived(UUID user, RoomId room, long seq);

  /// A user stopped being a member of a room.
  void departed(UUID user, RoomId room, LogEntry departure);

  /// Another server passes on a message that is not stored. Called once for each message.
  ///
  /// @param outcome gets the outcome as by [Peers#pass], on any thread
  void whispered(PrivateMessage message, Consumer<Outcome> outcome);

  /// Another server has stored a message of a direct conversation. Called once for each message.
  void addressed(PrivateMessage message);

  /// A token has ended.
  void tokenEnded(UUID token);

  /// The kind of an account has changed. May wait for the store, and throws what it throws; then
  /// the same is told again.
  void kindChanged(UUID account);

  /// Stored events of a room were changed.
  void rewritten(RoomId room);

  /// A user is typing in a room.
  void typing(RoomId room, User user);

  /// A user has done something on a device.
  void done(UUID user, DeviceNews news);

  /// News that may get lost may have been lost.
  void interrupted();
}
