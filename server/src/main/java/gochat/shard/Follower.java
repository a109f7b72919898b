package gochat.shard;

import gochat.room.LogEntry;
import gochat.room.Standing;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/// A follower of a room: live while it keeps up, otherwise reading the log.
///
/// All methods except [#lane], [#user] and [#standing] run on the lane, in the order of the shard's
/// calls.
public interface Follower {
  /// Runs the follower's tasks one after the other, in order, without waiting.
  Executor lane();

  /// The user who follows.
  UUID user();

  Standing standing();

  /// The user may not read the room, or the room doesn't exist. The follower is not live.
  void refused();

  /// Makes the follower live in `audience`.
  ///
  /// @param missed the events between the follower's position and `head`
  /// @return false when it can't take `missed`: it is not live then, and reads the log
  boolean live(Audience audience, long head, List<LogEntry> missed);

  /// The follower is too far behind to become live: it reads the log up to `head` and asks again.
  void behind(long head);

  /// Whether [#deliver] can probably be done at once.
  boolean isReady();

  /// Takes the events of a turn. A follower that leaves the room in this turn takes the events up
  /// to [Delivery#departure] and is no longer live.
  ///
  /// @return false when it did not take them: it is no longer live, and reads the log from here
  boolean deliver(Delivery delivery);

  /// The shard's memory of the room is in doubt. The follower is no longer live, and reads the log.
  void detached();

  /// An exception occurred while the follower was served. It is no longer live.
  void failed(RuntimeException cause);
}
