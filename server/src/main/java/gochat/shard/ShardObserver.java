package gochat.shard;

import gochat.room.RoomId;
import java.util.List;

/// Gets the work of a shard. No method may wait.
@FunctionalInterface
public interface ShardObserver {
  /// The turns of all rooms are recorded and given to the followers' lanes. Called on the shard's
  /// thread, also with events that another writer has recorded.
  void recorded(List<Turn> turns);

  /// Turns that this shard has recorded, some perhaps in an append whose outcome was unknown: other
  /// servers have to hear of them. Called on the shard's thread, before [#recorded].
  default void announce(List<Turn> turns) {}

  /// This shard has read a turn that another server recorded. Called on the shard's thread, before
  /// [#recorded].
  ///
  /// @param nanos the time since this server heard of its events
  default void learned(Turn turn, long nanos) {}

  /// A room has left memory: nobody used it, it does not exist, or its followers have to read the
  /// log. Called on the shard's thread.
  default void dropped(RoomId room) {}

  /// The live followers of a room on one lane have a turn. Called on that lane.
  ///
  /// @param followers the number of followers that took it; the others have fallen behind
  /// @param nanos the time since the shard got the first command of the turn, or this server heard
  ///   of its events
  default void delivered(Turn turn, int followers, long nanos) {}
}
