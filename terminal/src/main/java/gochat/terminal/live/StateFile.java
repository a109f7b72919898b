package gochat.terminal.live;

import gochat.terminal.chat.Room;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Saves drafts and the history of the input line, so that they survive the end of the program,
/// also a crash.
final class StateFile {
  private static final long AFTER_MS = 1_000;

  private final ChatView view;
  private final @Nullable Path file;
  private final LiveSession.Scheduler scheduler;
  private SavedState saved;
  private boolean isDue;

  /// @param file null: nothing is saved
  /// @param saved the content of the file
  StateFile(ChatView view, @Nullable Path file, SavedState saved, LiveSession.Scheduler scheduler) {
    this.view = view;
    this.file = file;
    this.saved = saved;
    this.scheduler = scheduler;
  }

  /// Saves after a change, not for each one.
  void saveSoon() {
    if (file != null && !isDue) {
      isDue = true;
      scheduler.after(
          AFTER_MS,
          () -> {
            isDue = false;
            // Messages that wait for the server must survive a crash too.
            save(!view.chat().isOnline());
          });
    }
  }

  /// @param withUnsent whether to save the texts of unsent messages as drafts
  void save(boolean withUnsent) {
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
      // The user cannot do anything about it now; the session continues.
    }
  }

  /// Saves after a fault of this program, which is the one to report.
  void saveAfterFault(Throwable fault) {
    try {
      save(true);
    } catch (RuntimeException e) {
      fault.addSuppressed(e);
    }
  }
}
