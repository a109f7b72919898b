package gochat.backup;

import gochat.pause.Pause;
import gochat.store.Backups;
import gochat.store.Backups.Mirror;
import gochat.store.Backups.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Keeps a mirror of a running server up to date: the data in `data`, the further files in `files`.
/// For all threads.
public final class Mirroring {
  static final String DATA = "data";
  static final String FILES = "files";

  /// With the time of a renewal, a mirror stays less than ten seconds behind.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Backups backups;
  private final List<Path> further;

  /// @param further as in [BackupMaker]
  public Mirroring(Backups backups, List<Path> further) {
    this.backups = backups;
    this.further = List.copyOf(further);
  }

  /// Makes a mirror and renews it until `pause` or `progress` throws.
  ///
  /// @param onRenewed called when the mirror is whole, and after each renewal
  /// @throws IOException when the mirror can't be written or the data can't be read; the mirror is
  ///   whole, but the one from before if this is the first copy
  public void follow(Path directory, Progress progress, Pause pause, Runnable onRenewed)
      throws IOException {
    DataFiles.make(directory);
    Path data = directory.resolve(DATA);
    Path files = directory.resolve(FILES);
    DataFiles.make(data);
    DataFiles.make(files);
    try (Mirror mirror = backups.mirrorTo(data, progress)) {
      while (true) {
        DataFiles.copy(further, files);
        onRenewed.run();
        pause.pause(PAUSE);
        mirror.renew(progress);
      }
    }
  }
}
