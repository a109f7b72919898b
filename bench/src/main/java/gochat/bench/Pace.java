package gochat.bench;

/// The rate at which messages are sent.
sealed interface Pace {
  /// Closed loop: each sender keeps this many messages in flight to reading receivers.
  record Window(int inFlight) implements Pace {}

  /// Closed loop: this many messages of all senders together are in flight; when one is done, the
  /// next sender sends one.
  record Shared(int inFlight) implements Pace {}

  /// Open loop: this many messages of all senders together, independent of the server. A message's
  /// latency counts from its due time, so that a stall is seen in all messages that it delays.
  record Rate(double perSecond) implements Pace {}
}
