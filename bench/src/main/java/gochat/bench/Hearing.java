package gochat.bench;

/// Whose messages somebody gets: those of `count` of the senders, from `first` on and around the
/// end, so that what is known of each takes no more room than that.
record Hearing(int first, int count, int senders) {
  static Hearing of(int sender, int senders) {
    return new Hearing(sender, 1, senders);
  }

  static Hearing all(int senders) {
    return new Hearing(0, senders, senders);
  }

  static Hearing allBut(int sender, int senders) {
    return new Hearing((sender + 1) % senders, senders - 1, senders);
  }

  static Hearing none() {
    return new Hearing(0, 0, 0);
  }

  boolean contains(int sender) {
    return slot(sender) < count;
  }

  /// The place of a sender among those that are heard, from 0 on.
  int slot(int sender) {
    return sender < first ? sender - first + senders : sender - first;
  }

  int sender(int slot) {
    return (first + slot) % senders;
  }
}
