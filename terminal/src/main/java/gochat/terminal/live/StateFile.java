package gochat.terminal.live;

import gochat.terminal.chat.ConnectionState;
import gochat.terminal.chat.Room;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes down what was typed, so that it outlives the program, a crash included.
final class StateFile {
  private static final long AFTER_MS = 1_000;

  private final ChatView view;
  private final @Nullable Path file;
  private final LiveSession.Scheduler scheduler;
  private SavedState saved;
  private boolean isDue;

  /// @param file null: nothing is kept
  /// @param saved what the file holds
  StateFile(ChatView view, @Nullable Path file, SavedState saved, LiveSession.Scheduler scheduler) {
    this.view = view;
    this.file = file;
    this.saved = saved;
    this.scheduler = scheduler;
  }

  /// Something has changed.
  void keepSoon() {
    if (file != null && !isDue) {
      isDue = true;
      scheduler.after(
          AFTER_MS,
          () -> {
            isDue = false;
            // What waits for the server must survive a crash, too.
            keep(!(view.chat().connection() instanceof ConnectionState.Online));
          });
    }
  }

  /// @param withUnsent also what was sent and never left
  void keep(boolean withUnsent) {
    view.keepDraft();
    if (file == null) {
      return;
    }
    Room room = view.chat().current();
    SavedState now =
        new SavedState(
            room == null ? saved.roomId() : room.id(),
            view.chat().drafts(withUnsent),
            view.input().entries());
    if (now.equals(saved)) {
      return;
    }
    saved = now;
    try {
      now.save(file);
    } catch (IOException _) {
      // Nothing that the user could do about it now; the conversation goes on.
    }
  }

  /// The same after a fault of this program, which is the one to tell of.
  void keepInSpiteOf(Throwable fault) {
    try {
      keep(true);
    } catch (RuntimeException e) {
      fault.addSuppressed(e);
    }
  }
}
