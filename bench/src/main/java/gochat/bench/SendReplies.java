package gochat.bench;

/// Checks a server's replies to one sender's messages: each message is stored once, after the one
/// before. Replies may come in any order.
final class SendReplies {
  /// The most messages of one stream that a server takes before it answers.
  static final int UNANSWERED_MAX = 256;

  /// No message waits for this reply.
  static final long UNEXPECTED = -1;

  // Indexed by a message's number modulo the length; a position of 0: no reply yet.
  private final long[] sentNs = new long[UNANSWERED_MAX];
  private final long[] positions = new long[UNANSWERED_MAX];

  private int sent;
  private int answered;

  // All messages before it are answered, the last of them with this position.
  private int settled;
  private long lastPosition;

  private long reordered;

  /// How many more messages may be sent now.
  int free() {
    return UNANSWERED_MAX - (sent - settled);
  }

  void sent(long timeNs) {
    sentNs[slot(sent)] = timeNs;
    sent++;
  }

  /// @param message its number, from 0 on
  /// @param position where it was stored, 1 or more
  /// @return the time at which it was sent, or [#UNEXPECTED]
  long answered(int message, long position) {
    int slot = slot(message);
    if (message < settled || message >= sent || positions[slot] != 0) {
      return UNEXPECTED;
    }
    positions[slot] = position;
    answered++;
    advance();
    return sentNs[slot];
  }

  private void advance() {
    for (int slot = slot(settled); settled < sent && positions[slot] != 0; slot = slot(settled)) {
      if (positions[slot] <= lastPosition) {
        reordered++;
      }
      lastPosition = positions[slot];
      positions[slot] = 0;
      settled++;
    }
  }

  private static int slot(int message) {
    return message & (UNANSWERED_MAX - 1);
  }

  int missing() {
    return sent - answered;
  }

  /// The number of messages that were stored before an earlier one.
  long reordered() {
    return reordered;
  }
}
