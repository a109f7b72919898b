package gochat.client.v1;

import gochat.v1.Cursor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Where the positions are kept up to which a program has handled the events of its rooms, so that
/// it goes on there when it starts again.
///
/// A cursor is saved only after the listener has returned from the event, so a program that crashes
/// in between gets the event once more: it sees each at least once over its restarts, and exactly
/// once while it runs. Use each store for one [Chat] at a time.
public interface CursorStore {
  /// What was saved last; a room that is not in it is followed from its log's end. A cursor for a
  /// room's id with epoch 0 and seq 0 asks for all events from the first one on.
  List<Cursor> load();

  /// Replaces what was saved before. When this returns, [#load()] gives `cursors`, also after a
  /// crash if the store outlives one. Called by the listener's thread.
  void save(Collection<Cursor> cursors);

  /// Keeps nothing: a new [Chat] begins at the end of the logs.
  static CursorStore none() {
    return new CursorStore() {
      @Override
      public List<Cursor> load() {
        return List.of();
      }

      @Override
      public void save(Collection<Cursor> cursors) {
        // The chat itself remembers them while it runs.
      }
    };
  }

  /// Keeps them in memory, beginning with `cursors`, for one [Chat] after the other in this
  /// program.
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

  /// Keeps them in a file, which is replaced as a whole: after a crash it holds the cursors of
  /// before or those of after. It need not exist, its directory must. What is wrong with the file
  /// is told by an [java.io.UncheckedIOException].
  static CursorStore inFile(Path file) {
    return new CursorFile(file);
  }
}
