package gochat.bench;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Checks that one receiver gets the messages of each sender once and in order.
final class SequenceCheck {
  private final int[] next;

  // Allocated only for a receiver that missed a message.
  private final @Nullable BitSet[] missing;

  private long doubled;
  private long reordered;

  SequenceCheck(int senders) {
    next = new int[senders];
    missing = new BitSet[senders];
  }

  /// @param sequence 0 for a sender's first message
  void received(int sender, int sequence) {
    if (sequence == next[sender]) {
      next[sender]++;
    } else {
      outOfOrder(sender, sequence);
    }
  }

  private void outOfOrder(int sender, int sequence) {
    BitSet gaps = missing[sender];
    if (sequence > next[sender]) {
      if (gaps == null) {
        gaps = new BitSet();
        missing[sender] = gaps;
      }
      gaps.set(next[sender], sequence);
      next[sender] = sequence + 1;
    } else if (gaps != null && gaps.get(sequence)) {
      gaps.clear(sequence);
      reordered++;
    } else {
      doubled++;
    }
  }

  /// The number of the `sent` messages of `sender` that did not arrive.
  long lost(int sender, int sent) {
    BitSet gaps = missing[sender];
    int gapped = gaps == null ? 0 : gaps.cardinality();
    return Math.max(0L, sent - next[sender]) + gapped;
  }

  long doubled() {
    return doubled;
  }

  long reordered() {
    return reordered;
  }
}
