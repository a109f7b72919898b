package gochat.client.v1;

import gochat.v1.Membership;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The unread messages of a room and the user's read position: the server's counts up to the head
/// of that time, and the messages that have come since. Confined to one thread.
final class UnreadCounts {
  /// Servers count unread messages up to this number.
  private static final int COUNT_MAX = 1_000;

  private static final Counts NONE = new Counts(0, 0);

  /// Unread messages of others, and those of them that mention the user.
  private record Counts(int unread, int mentions) {}

  /// The server's counts, up to `serverHead`.
  private Counts serverCounts = NONE;

  private long serverHead;

  /// The unread messages after `serverHead`, and whether each mentions the user.
  private final NavigableMap<Long, Boolean> recent = new TreeMap<>();

  private long readSeq;
  private boolean isUncounted;

  /// The last seq that the server's counts include.
  long serverHead() {
    return serverHead;
  }

  long readSeq() {
    return readSeq;
  }

  int unread() {
    return serverCounts.unread + recent.size();
  }

  int mentions() {
    return serverCounts.mentions
        + (int) recent.values().stream().filter(isMention -> isMention).count();
  }

  /// Whether only the server knows the counts.
  boolean isUncounted() {
    return isUncounted;
  }

  /// @return whether the read position has advanced
  boolean readUpTo(long seq) {
    if (seq <= readSeq) {
      return false;
    }
    readSeq = seq;
    recent.headMap(seq, true).clear();
    if (seq >= serverHead) {
      serverCounts = NONE;
      isUncounted = false;
    } else if (serverCounts.unread > 0) {
      isUncounted = true;
    }
    return true;
  }

  /// Takes the server's counts.
  ///
  /// @param head the seq up to which `membership` counts
  void update(long head, Membership membership) {
    serverHead = head;
    readSeq = Math.max(readSeq, membership.getReadSeq());
    recent.headMap(Math.max(serverHead, readSeq), true).clear();
    serverCounts =
        readSeq >= serverHead
            ? NONE
            : new Counts(membership.getUnreadCount(), membership.getUnreadMentionCount());
    isUncounted = serverCounts.unread > 0 && readSeq > membership.getReadSeq();
  }

  /// The user left the room: no message is unread.
  void clear() {
    serverCounts = NONE;
    recent.clear();
    isUncounted = false;
  }

  /// Another log took the place of the room's log.
  void reset() {
    clear();
    serverHead = 0;
    readSeq = 0;
  }

  void posted(long seq, boolean isOwn, boolean isMention) {
    if (!isOwn && seq > readSeq) {
      recent.put(seq, isMention);
      if (recent.size() > COUNT_MAX) {
        foldOldest();
      }
    } else if (isOwn && unread() == 0) {
      readSeq = Math.max(readSeq, seq);
    }
  }

  /// The oldest unread message only counts from now on.
  private void foldOldest() {
    Map.Entry<Long, Boolean> oldest = recent.pollFirstEntry();
    serverCounts =
        new Counts(serverCounts.unread + 1, serverCounts.mentions + (oldest.getValue() ? 1 : 0));
    serverHead = oldest.getKey();
  }

  void edited(long message, boolean isOwn, boolean isMention) {
    if (recent.computeIfPresent(message, (seq, wasMention) -> isMention) == null && !isOwn) {
      recountIfCounted(message);
    }
  }

  void deleted(long message) {
    if (recent.remove(message) == null) {
      recountIfCounted(message);
    }
  }

  private void recountIfCounted(long message) {
    isUncounted |= serverCounts.unread > 0 && message > readSeq && message <= serverHead;
  }
}
