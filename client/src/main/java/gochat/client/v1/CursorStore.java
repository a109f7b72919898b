package gochat.client.v1;

import gochat.v1.Cursor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Stores the positions up to which a program has handled the events of its rooms, so that it
/// continues there after a restart.
///
/// A cursor is saved only after the listener has returned from the event, so a program that crashes
/// in between gets the event again: at least once over all restarts, exactly once within a run. A
/// store serves one [Chat] at a time.
public interface CursorStore {
  /// The cursors that were saved last. [Options] say where a room without a cursor begins. A cursor
  /// with a room's id, epoch 0 and seq 0 requests all events from the first one on.
  List<Cursor> load();

  /// Replaces the saved cursors. When this returns, [#load()] gives `cursors`, also after a crash
  /// if the store is durable. Called by the listener's thread.
  void save(Collection<Cursor> cursors);

  /// Stores nothing: a new [Chat] begins at the ends of the logs.
  static CursorStore none() {
    return NoCursors.STORE;
  }

  /// Stores cursors in memory, initially `cursors`, for successive chats of this program.
  static CursorStore inMemory(Cursor... cursors) {
    return new CursorStore() {
      private volatile List<Cursor> kept = List.of(cursors);

      @Override
      public List<Cursor> load() {
        return kept;
      }

      @Override
      public void save(Collection<Cursor> cursors) {
        kept = List.copyOf(cursors);
      }
    };
  }

  /// Stores cursors in a file, which is replaced atomically: after a crash it has the old or the
  /// new cursors. The file need not exist, its directory must. Errors are
  /// [java.io.UncheckedIOException].
  static CursorStore inFile(Path file) {
    return new CursorFile(file);
  }
}
