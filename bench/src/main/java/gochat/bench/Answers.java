package gochat.bench;

/// What a server answers to one sender's messages: each is stored, once, and behind the one before.
/// Answers may come in any order.
final class Answers {
  /// A server takes no more from one stream until it has answered.
  static final int UNANSWERED_MAX = 256;

  /// No message waits for this answer.
  static final long UNASKED = -1;

  // Of a message at its number modulo the length; a position of 0: no answer yet.
  private final long[] sentNs = new long[UNANSWERED_MAX];
  private final long[] positions = new long[UNANSWERED_MAX];

  private int sent;
  private int answered;

  // All before it are answered, the last of them with this position.
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
  /// @return when it was sent, or [#UNASKED]
  long answered(int message, long position) {
    int slot = slot(message);
    if (message < settled || message >= sent || positions[slot] != 0) {
      return UNASKED;
    }
    positions[slot] = position;
    answered++;
    settle();
    return sentNs[slot];
  }

  private void settle() {
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

  /// How many messages were stored before one that was sent before them.
  long reordered() {
    return reordered;
  }
}
