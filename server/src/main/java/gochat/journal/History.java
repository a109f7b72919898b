package gochat.journal;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The record of rooms as people read it: with edits, deletions and reactions applied.
///
/// All methods wait for the disk and are for any thread. They throw a [JournalException] when the
/// record can't be read.
public interface History {
  /// Where a page is.
  sealed interface Anchor {
    /// The newest page.
    record End() implements Anchor {}

    /// The newest of what came before `seq`.
    record Before(long seq) implements Anchor {}

    /// The oldest of what came after `seq`.
    record After(long seq) implements Anchor {}

    /// `seq` itself and what came after it, half a page; then, in front of it, what came before.
    record Around(long seq) implements Anchor {}

    /// The first that came at `atMs` or later, in Unix time, and what came after it, whatever the
    /// clock did then.
    record From(long atMs) implements Anchor {}
  }

  /// An event with what became of it.
  ///
  /// @param entry with the newest text; [RoomEvent.Redacted] when it was erased
  /// @param editedAtMs when the text was changed last, null when it never was
  /// @param reactions in the order in which they were first given
  /// @param replies how many messages its thread holds, when it is the thread's root
  record Shown(
      LogEntry entry, @Nullable Long editedAtMs, List<ReactionCount> reactions, int replies) {}

  /// @param isOwn whether the reader's reaction is one of them
  record ReactionCount(String reaction, int count, boolean isOwn) {}

  /// @param entries oldest first; edits, deletions and reactions are none of their own
  /// @param head the seq up to which all that happened was applied
  record Page(List<Shown> entries, boolean hasEarlier, boolean hasLater, long head) {}

  /// @param reader whose reactions are told apart
  /// @param bytesMax how much text the page holds together in UTF-8, beyond its first entry
  Page page(RoomId room, Anchor anchor, int entriesMax, int bytesMax, UUID reader);

  /// The messages after the seq `after` whose thread began with the message `root`. A deleted
  /// message is in no thread any more, the thread of a deleted root remains.
  Page thread(RoomId room, long root, long after, int entriesMax, int bytesMax, UUID reader);
}
