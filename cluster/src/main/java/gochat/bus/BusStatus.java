package gochat.bus;

/// The condition of a bus, and its counts since it was opened.
///
/// @param isConnected false while messages are lost in both directions
/// @param in messages that came for this node's subscriptions; lost are those for which its
///   handlers were too slow
/// @param out messages that this node sent; lost are those that it dropped, because it was not
///   connected or too many waited
/// @param interruptions calls of the listeners for interruptions
public record BusStatus(boolean isConnected, Traffic in, Traffic out, long interruptions) {
  /// @param messages also questions and answers
  /// @param bytes of their contents
  /// @param lost messages, as far as this node noticed
  public record Traffic(long messages, long bytes, long lost) {}
}
