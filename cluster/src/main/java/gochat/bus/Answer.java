package gochat.bus;

/// The outcome of a question.
@SuppressWarnings("ArrayRecordComponent") // nothing compares contents
public sealed interface Answer {
  /// A node has answered; later answers are dropped.
  ///
  /// @param bytes not to be changed
  record Replied(byte[] bytes) implements Answer {}

  /// No other node was subscribed, or the question was not sent: no node has it, and none gets it
  /// later.
  record Nobody() implements Answer {}

  /// No answer came within the time. A node may have the question, or get it yet.
  record Silence() implements Answer {}
}
