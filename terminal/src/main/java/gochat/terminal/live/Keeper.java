package gochat.terminal.live;

import gochat.terminal.chat.Link;
import gochat.terminal.chat.Room;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes down what was typed, so that it outlives the program, a crash included.
final class Keeper {
  private static final long AFTER_MS = 1_000;

  /// Runs a task on the session's thread after a while.
  interface Later {
    void run(long ms, Runnable task);
  }

  private final Desk desk;
  private final @Nullable Path file;
  private final Later later;
  private Kept kept;
  private boolean isDue;

  /// @param file null: nothing is kept
  /// @param kept what the file holds
  Keeper(Desk desk, @Nullable Path file, Kept kept, Later later) {
    this.desk = desk;
    this.file = file;
    this.kept = kept;
    this.later = later;
  }

  /// Something has changed.
  void keepSoon() {
    if (file != null && !isDue) {
      isDue = true;
      later.run(
          AFTER_MS,
          () -> {
            isDue = false;
            // What waits for the server must survive a crash, too.
            keep(!(desk.chat().link() instanceof Link.Online));
          });
    }
  }

  /// @param withUnsent also what was sent and never left
  void keep(boolean withUnsent) {
    desk.keepDraft();
    if (file == null) {
      return;
    }
    Room room = desk.chat().current();
    Kept now =
        new Kept(
            room == null ? kept.roomId() : room.id(),
            desk.chat().drafts(withUnsent),
            desk.input().entries());
    if (now.equals(kept)) {
      return;
    }
    kept = now;
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
