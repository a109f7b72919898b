package gochat.bench;

/// The senders whose messages a member receives: `count` consecutive ones from `first` on, modulo
/// `senders`. So a member's state needs `count` slots only.
record SenderRange(int first, int count, int senders) {
  static SenderRange one(int sender, int senders) {
    return new SenderRange(sender, 1, senders);
  }

  static SenderRange all(int senders) {
    return new SenderRange(0, senders, senders);
  }

  static SenderRange allBut(int sender, int senders) {
    return new SenderRange((sender + 1) % senders, senders - 1, senders);
  }

  static SenderRange none() {
    return new SenderRange(0, 0, 0);
  }

  boolean contains(int sender) {
    return slot(sender) < count;
  }

  /// The index of a sender in this range, from 0 on.
  int slot(int sender) {
    return sender < first ? sender - first + senders : sender - first;
  }

  int sender(int slot) {
    return (first + slot) % senders;
  }
}
