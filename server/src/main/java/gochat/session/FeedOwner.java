package gochat.session;

import gochat.room.LogEntry;
import org.jspecify.annotations.Nullable;

/// The owner of a [Feed]. All methods are called on the lane.
interface FeedOwner {
  /// The feed is live for the first time.
  void joined();

  /// The events up to the seq `to`, of which the client lacks some, are no longer kept. The later
  /// ones follow.
  void removed(long to);

  /// The event `seq` is damaged, and the client does not get it. The later ones follow.
  void damaged(long seq);

  /// The user may not read the room, or it doesn't exist.
  void refused();

  /// The user stopped being a member with `departure`; later events are not shown.
  void departed(LogEntry departure);

  /// The feed can't go on.
  void broken(Ending ending, @Nullable RuntimeException cause);
}
