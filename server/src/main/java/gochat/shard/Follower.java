package gochat.shard;

import gochat.room.LogEntry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Who follows a room: live while it keeps up, from the log otherwise.
///
/// All methods but [#lane] and [#user] run on the lane, in the order in which the shard called for
/// them.
public interface Follower {
  /// The thread that serves this follower: runs its tasks one by one, in order, without waiting.
  Executor lane();

  /// Who is served.
  UUID user();

  /// It may not read the room, or there is none: it is not live.
  void refused();

  /// Joins the room's live followers.
  ///
  /// @param missed the events between the follower's position and `head`
  /// @return false when it could not take `missed`: then it is not live, and reads the log
  boolean live(Audience audience, long head, List<LogEntry> missed);

  /// It is too far behind to become live: it reads the log up to `head` and asks again.
  void behind(long head);

  /// Whether it looks as if [#deliver] could be done at once.
  boolean isReady();

  /// Takes the events of a turn. Whoever leaves the room in its course takes those up to that one,
  /// [Delivery#departure], and is no longer live.
  ///
  /// @return false when it did not take them: it is no longer live, and reads the log from here
  boolean deliver(Delivery delivery);

  /// The shard doubts its memory of the room: no longer live, reads the log.
  void detached();

  /// Something broke while it was served; it is no longer live.
  void failed(RuntimeException cause);
}
