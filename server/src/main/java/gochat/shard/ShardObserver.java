package gochat.shard;

import java.util.List;

/// Gets the work of a shard. No method may wait.
@FunctionalInterface
public interface ShardObserver {
  /// The turns of all rooms are recorded and given to the followers' lanes. Called on the shard's
  /// thread, also with events that another writer has recorded.
  void recorded(List<Turn> turns);

  /// The live followers of a room on one lane have a turn. Called on that lane.
  ///
  /// @param followers the number of followers that took it; the others have fallen behind
  /// @param nanos the time since the shard got the first command of the turn, or learned of its
  ///   events
  default void delivered(Turn turn, int followers, long nanos) {}
}
