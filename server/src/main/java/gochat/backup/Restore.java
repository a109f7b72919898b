package gochat.backup;

import gochat.account.OpenCodes;
import gochat.journal.AuditWriter;
import gochat.journal.Journal.AppendResult;
import gochat.room.AuditDetail;
import gochat.store.Backups.Progress;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.verify.Verifier.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// Restores a backup or a mirror into an empty data directory. Stateless.
public final class Restore {
  private final DataStores stores;

  public Restore(DataStores stores) {
    this.stores = stores;
  }

  /// @param epoch of the restored logs, greater than that of the backup
  /// @param codes those of the backup, which have ended
  public record Restored(long epoch, OpenCodes codes) {}

  /// The sessions of the backup in the restored data.
  public enum Sessions {
    END,
    KEEP
  }

  /// @param source a backup, or the directory of a mirror
  /// @param target an empty data directory, or none yet
  /// @throws IOException when the source is not whole, or a file can't be written; the target is
  ///   empty then
  /// @throws StoreException when the target can't be used, or the data can't be opened
  public Restored restore(Path source, Path target, Sessions sessions, Progress progress)
      throws IOException {
    try (PreparedDirectory directory = PreparedDirectory.open(target)) {
      Path files = directory.files();
      copy(source, files, progress);
      Restored restored = open(source, files, sessions);
      verify(source, files, progress);
      directory.complete();
      return restored;
    }
  }

  private void copy(Path source, Path files, Progress progress) throws IOException {
    Path mirror = source.resolve(Mirroring.DATA);
    if (Files.isDirectory(source) && stores.isMirror(mirror)) {
      stores.copyMirror(mirror, files);
      DataFiles.copy(DataFiles.list(source.resolve(Mirroring.FILES)), files);
    } else {
      try (BackupFiles backup = BackupFiles.open(source)) {
        backup.copyTo(files, progress);
      } catch (IOException e) {
        throw new IOException(source + " can't be restored: " + e.getMessage(), e);
      }
    }
  }

  /// Opens the copy as a server does, which gives it another epoch.
  private Restored open(Path source, Path files, Sessions sessions) throws IOException {
    try (Store store = stores.open(files)) {
      switch (sessions) {
        case END -> store.accounts().endSessions();
        case KEEP -> {}
      }
      Path name = source.toAbsolutePath().normalize().getFileName();
      AppendResult audited =
          AuditWriter.append(
              store.journal(),
              AuditWriter.restored(Map.of(AuditDetail.BACKUP, String.valueOf(name))),
              InstantSource.system());
      if (audited instanceof AppendResult.DiskFull) {
        throw new IOException(source + " can't be restored: the disk is full");
      }
      OpenCodes codes = OpenCodes.end(store.accounts(), store.invitations());
      return new Restored(store.journal().epoch(), codes);
    }
  }

  /// Verifies the copy, which the present version has written now.
  private void verify(Path source, Path files, Progress progress) throws IOException {
    try {
      CopyCheck.run(stores, files, Mode.UNUSED, progress);
    } catch (IOException e) {
      throw new IOException(source + " is not sound: " + e.getMessage(), e);
    }
  }
}
