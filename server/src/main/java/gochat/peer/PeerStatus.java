package gochat.peer;

import java.time.Duration;

/// The connection of this server to the others, with counts since its start.
///
/// @param disconnected the time since the bus was connected last, zero while it is
/// @param in the messages that came, and those that were lost because this server was too slow
/// @param out the messages that were sent, and those that were not, because the bus was not
///   connected or too slow
/// @param interruptions how often the bus may have lost messages, so that state was compared
/// @param notesAge the time since this server read which memberships and sessions began or ended
///   elsewhere
public record PeerStatus(
    Duration disconnected, Messages in, Messages out, long interruptions, Duration notesAge) {
  /// Without other servers.
  static final PeerStatus NONE =
      new PeerStatus(Duration.ZERO, Messages.NONE, Messages.NONE, 0, Duration.ZERO);

  /// @param lost as far as this server noticed
  public record Messages(long passed, long lost) {
    static final Messages NONE = new Messages(0, 0);
  }
}
