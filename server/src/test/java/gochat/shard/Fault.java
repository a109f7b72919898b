package gochat.shard;

/// A mistake that can be planted, to show that the simulation finds such mistakes.
public enum Fault {
  NONE,
  DELIVER_BEFORE_APPEND,
  ANSWER_BEFORE_APPEND,
  NO_FORGET,
  /// What is decided again after a conflict is decided on the state as it was before.
  CONFLICT_DECIDED_ON_OLD_STATE,
  /// What others recorded is taken over, and the followers do not get it.
  TAIL_NOT_DELIVERED,
  /// A follower has read more than the room in memory knows, which does not catch up.
  FOLLOWER_AHEAD_IGNORED,
  /// A room leaves memory while somebody follows it.
  EVICTED_WITH_FOLLOWERS,
  /// Of the journal: it does not know the message ids that it holds.
  NO_DEDUPE,
  /// Whoever asks to follow a room may.
  NO_RIGHTS_CHECK,
  /// Who leaves a room in the course of a turn gets the rest of the turn too.
  DEPARTURE_IGNORED,
  /// What was deleted stays in memory, for those who go live later.
  REDACTION_FORGOTTEN,
  /// The same of topics that were changed.
  TOPIC_NOT_ERASED,
  /// Who goes live gets the last event before its position again.
  RESUME_TOO_EARLY,
  /// Who goes live misses the first event behind its position.
  RESUME_TOO_LATE,
  /// Of the session: who came into a room while its stream opened is not told of it.
  ARRIVAL_FORGOTTEN,
  /// Of the call that marks a room as read: the user's other devices are not told.
  MARKER_UNTOLD,
  /// Of the same: it is answered without being recorded.
  MARKER_UNRECORDED,
  /// Of the outlet: its session is told that it has drained in the middle of an offer.
  DRAINED_WITHIN_OFFER,
  /// Of the session: a private message does not wait for what its stream has posted.
  POSTS_NOT_AWAITED,
  /// Of the session: a stream that opens while the server stops does not end.
  STOP_UNHEARD
}
