package gochat.system.checker;

/// A time for which a user was a member of a room: at the longest, since the moments at which it
/// began and ended are only known to lie between others.
///
/// @param toSeq the departure, [Long#MAX_VALUE] when there was none
/// @param fromNanos before it cannot have begun
/// @param sinceNanos it had begun by then
/// @param untilNanos after it cannot have gone on
record Membership(long toSeq, long fromNanos, long sinceNanos, long untilNanos) {
  /// Whether it may have been at some time between two moments.
  boolean touches(long fromNanos, long untilNanos) {
    return this.fromNanos <= untilNanos && this.untilNanos >= fromNanos;
  }

  boolean isOpen() {
    return toSeq == Long.MAX_VALUE;
  }
}
