package gochat.room;

/// The slow mode of a room: members wait between two messages. Moderators and owners do not.
///
/// @param intervalMs the milliseconds from a member's message to its next one, 0 without slow mode
/// @param since the seq of the event that set the interval; only messages after it count. 0 without
///   slow mode
public record SlowMode(long intervalMs, long since) {
  public static final SlowMode OFF = new SlowMode(0, 0);

  /// @param intervalMs 0 without slow mode
  /// @param seq of the event that set it
  public static SlowMode of(long intervalMs, long seq) {
    return intervalMs == 0 ? OFF : new SlowMode(intervalMs, seq);
  }

  public boolean isOn() {
    return intervalMs > 0;
  }
}
