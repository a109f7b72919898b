package gochat.bus.postgres;

import gochat.bus.Subject;

/// One message between nodes. All nodes get all of them.
@SuppressWarnings("ArrayRecordComponent") // nothing compares contents
sealed interface Frame {
  record Published(Subject subject, byte[] bytes) implements Frame {}

  /// @param number of the sender's questions
  record Asked(long number, Subject subject, byte[] bytes) implements Frame {}

  record Replied(ReturnAddress to, byte[] bytes) implements Frame {}

  /// The sender is not subscribed to the subject of a question.
  record Declined(ReturnAddress to) implements Frame {}

  /// A piece of another frame, which is too long for one notification.
  ///
  /// @param frame number of the sender's frames in parts
  /// @param index from 0
  record Part(long frame, int index, int count, byte[] bytes) implements Frame {}

  /// The sender is gone for good.
  record Left() implements Frame {}

  /// A question, for its answer.
  ///
  /// @param node that asked
  record ReturnAddress(long node, long number) {
    /// @param text as [#toString] makes it
    static ReturnAddress parse(String text) {
      String[] parts = text.split("/", -1);
      return new ReturnAddress(
          Long.parseUnsignedLong(parts[0], 16), Long.parseUnsignedLong(parts[1], 16));
    }

    @Override
    public String toString() {
      return Long.toHexString(node) + "/" + Long.toHexString(number);
    }
  }
}
