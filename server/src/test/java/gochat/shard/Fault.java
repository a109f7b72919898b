package gochat.shard;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.HEAD_REACHED;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.MEMBERS_ONLY;
import static gochat.checker.Invariant.ONE_CONTENT;
import static gochat.checker.Invariant.ORDERLY_STOP;
import static gochat.checker.Invariant.REAL_TIME;
import static gochat.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.checker.Invariant.SEEN_IS_STORED;
import static gochat.checker.Invariant.SETTLED;
import static gochat.checker.Invariant.TOLD_ONCE;

import gochat.checker.Invariant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A fault that can be planted in a server, with the invariant that it breaks most clearly, to show
/// that the checks find such faults.
public enum Fault {
  NONE(null),
  DELIVER_BEFORE_APPEND(SEEN_IS_STORED),
  ANSWER_BEFORE_APPEND(ACKNOWLEDGED_IS_STORED),
  NO_FORGET(HEAD_REACHED),
  /// After a conflict, requests are decided again on the state before it.
  CONFLICT_DECIDED_ON_OLD_STATE(REAL_TIME),
  /// Events that another server recorded are taken over, and the followers do not get them.
  TAIL_NOT_DELIVERED(HEAD_REACHED),
  /// A follower has read more than the room in memory knows, which does not catch up.
  FOLLOWER_AHEAD_IGNORED(HEAD_REACHED),
  /// A room leaves memory while it has followers.
  EVICTED_WITH_FOLLOWERS(HEAD_REACHED),
  /// Of the journal: it does not know the message ids that it holds.
  NO_DEDUPE(HEAD_REACHED),
  /// Every user may follow every room.
  NO_RIGHTS_CHECK(MEMBERS_ONLY),
  /// A member that leaves a room in the course of a turn gets the rest of the turn too.
  DEPARTURE_IGNORED(MEMBERS_ONLY),
  /// A deleted text stays in memory, for followers that go live later.
  REDACTION_FORGOTTEN(ONE_CONTENT),
  /// The same of topics that were changed.
  TOPIC_NOT_ERASED(ONE_CONTENT),
  /// A follower that goes live gets the last event before its position again.
  RESUME_TOO_EARLY(IN_SEQUENCE),
  /// A follower that goes live misses the first event behind its position.
  RESUME_TOO_LATE(IN_SEQUENCE),
  /// Of the session: a stream is not told of a room that its user entered while it opened.
  ARRIVAL_FORGOTTEN(HEAD_REACHED),
  /// Of the call that marks a room as read: the user's other devices are not told.
  MARKER_UNTOLD(SETTLED),
  /// Of the same: it is answered without being recorded.
  MARKER_UNRECORDED(RECEIPTS_ADVANCE),
  /// Of the outlet: its session is told that it has drained in the middle of an offer.
  DRAINED_WITHIN_OFFER(TOLD_ONCE),
  /// Of the session: a private message does not wait for earlier posts of its stream.
  POSTS_NOT_AWAITED(IN_SEQUENCE),
  /// Of the session: a stream that opens while the server stops does not end.
  STOP_UNHEARD(ORDERLY_STOP);

  private final @Nullable Invariant breaks;

  Fault(@Nullable Invariant breaks) {
    this.breaks = breaks;
  }

  public Invariant breaks() {
    return Objects.requireNonNull(breaks);
  }
}
