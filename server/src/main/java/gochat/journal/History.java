package gochat.journal;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The logs of rooms as users read them: with edits, deletions and reactions applied.
///
/// All methods may be called by any thread and may wait for the disk. They throw a
/// [JournalException] when the log can't be read.
public interface History {
  /// The position of a page.
  sealed interface Anchor {
    /// The newest entries.
    record End() implements Anchor {}

    /// The newest entries before `seq`.
    record Before(long seq) implements Anchor {}

    /// The oldest entries after `seq`.
    record After(long seq) implements Anchor {}

    /// Half a page from `seq` on, then the entries before it.
    record Around(long seq) implements Anchor {}

    /// The first entry at `atMs` or later, in Unix milliseconds, and the entries after it, even if
    /// the clock went back in between.
    record From(long atMs) implements Anchor {}
  }

  /// An event with its changes applied.
  ///
  /// @param entry with the newest text; [gochat.room.RoomEvent.Redacted] when the text is erased
  /// @param editedAtMs the time of the last edit, null when there is none
  /// @param reactions in the order in which each was first given
  /// @param replies the number of messages in its thread, when it is the first message of a thread
  record Shown(
      LogEntry entry, @Nullable Long editedAtMs, List<ReactionCount> reactions, int replies) {}

  /// @param isOwn whether the reader gave this reaction
  record ReactionCount(String reaction, int count, boolean isOwn) {}

  /// @param floor the seq of the last event that is no longer kept: see [Journal]
  /// @param entries oldest first, without edits, deletions and reactions
  /// @param hasEarlier whether there are entries before the first one
  /// @param hasLater whether there are entries after the last one
  /// @param head the seq of the last applied event
  record Page(long floor, List<Shown> entries, boolean hasEarlier, boolean hasLater, long head) {}

  /// A pinned message.
  ///
  /// @param seq the seq of the message
  /// @param pinnedAt the seq of the event that pinned it
  /// @param message null when it is no longer kept
  /// @param pinning the event that pinned it, null when it is no longer kept
  record Pin(long seq, long pinnedAt, @Nullable Shown message, @Nullable LogEntry pinning) {}

  /// @param pins the newest pin first
  /// @param hasMore whether older pins follow
  record PinPage(List<Pin> pins, boolean hasMore) {}

  /// A page of a room's history.
  ///
  /// @param bytesMax the bytes of UTF-8 of the page's texts together; the first entry is returned
  ///   whatever its length
  /// @param reader the user whose own reactions are marked
  Page page(RoomId room, Anchor anchor, int entriesMax, int bytesMax, UUID reader);

  /// The messages after the seq `after` in the thread of the message `root`. Deleted messages leave
  /// their thread; the thread of a deleted root remains.
  Page thread(RoomId room, long root, long after, int entriesMax, int bytesMax, UUID reader);

  /// The messages that were pinned before the event `before` and still are.
  PinPage pins(RoomId room, long before, int entriesMax, int bytesMax, UUID reader);
}
