package gochat.checker;

/// A time for which a user was a member of a room: at the longest, since the moments at which it
/// began and ended are only known to lie between others.
///
/// @param toSeq the departure, [Long#MAX_VALUE] when there was none
/// @param fromAt before it cannot have begun
/// @param sinceAt it had begun by then
/// @param untilAt after it cannot have gone on
record Membership(long toSeq, long fromAt, long sinceAt, long untilAt) {
  /// Whether it may have been at some time between two moments.
  boolean touches(long fromAt, long untilAt) {
    return this.fromAt <= untilAt && this.untilAt >= fromAt;
  }

  boolean isOpen() {
    return toSeq == Long.MAX_VALUE;
  }
}
