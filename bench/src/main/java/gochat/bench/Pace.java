package gochat.bench;

/// How fast messages are sent.
sealed interface Pace {
  /// Closed loop: each sender keeps this many messages on their way to receivers that read.
  record Window(int inFlight) implements Pace {}

  /// Closed loop: this many messages of all senders together are on their way; when one is done,
  /// the next sender's turn has come.
  record Shared(int inFlight) implements Pace {}

  /// Open loop: this many messages by all senders, whatever the server does. A message's latency
  /// counts from when it was due, so that one stall is seen in all the messages that it delays.
  record Rate(double perSecond) implements Pace {}
}
