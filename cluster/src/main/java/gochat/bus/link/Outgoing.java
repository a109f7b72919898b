package gochat.bus.link;

import gochat.bus.Subject;
import java.time.Duration;

/// A message, question or answer that a node sends.
@SuppressWarnings("ArrayRecordComponent") // nothing compares contents
public sealed interface Outgoing {
  byte[] NO_BYTES = {};

  /// The content.
  byte[] bytes();

  record Published(Subject subject, byte[] bytes) implements Outgoing {}

  /// @param number of this node's questions; the answer comes with it
  record Asked(long number, Subject subject, byte[] bytes, Duration within) implements Outgoing {}

  /// @param returnTo as the question had it
  record Replied(String returnTo, byte[] bytes) implements Outgoing {}

  /// This node is not subscribed. An engine that does not know who is subscribed needs it.
  ///
  /// @param returnTo as the question had it
  record Declined(String returnTo) implements Outgoing {
    @Override
    public byte[] bytes() {
      return NO_BYTES;
    }
  }
}
