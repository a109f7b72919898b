package gochat.backup;

import gochat.store.Backups.Progress;
import gochat.store.DataDirectory;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.verify.Verifier;
import gochat.verify.Verifier.Extent;
import gochat.verify.Verifier.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Verifies data that no server uses: a data directory, a backup or a mirror. Stateless.
public final class CopyVerifier {
  private static final Progress FAST = _ -> {};

  private static final Extent UNREADABLE = new Extent(true, 0, 0);

  private final DataStores stores;

  public CopyVerifier(DataStores stores) {
    this.stores = stores;
  }

  /// Verifies everything. The files stay as they are; those of a zip file and of a mirror are
  /// copied to the directory for temporary files first, because a store needs whole files.
  ///
  /// @param source a data directory, a backup, or the directory of a mirror
  /// @param found called with each defect
  /// @return the amount of data that could be read
  /// @throws IOException when `source` can't be read, or a temporary file can't be written
  /// @throws StoreException when there is no data, or a server uses it
  public Extent verify(Path source, Consumer<? super Defect> found) throws IOException {
    if (!Files.isDirectory(source)) {
      return zip(source, found);
    }
    Optional<DataDirectory> used = DataDirectory.openUsed(source);
    if (used.isPresent()) {
      try (DataDirectory directory = used.get()) {
        return data(directory.path(), found);
      }
    }
    return stores.isMirror(source.resolve(Mirroring.DATA))
        ? mirror(source, found)
        : directory(source, found);
  }

  private Extent zip(Path source, Consumer<? super Defect> found) throws IOException {
    try (TemporaryDirectory files = new TemporaryDirectory();
        BackupFiles backup = BackupFiles.open(source)) {
      backup.copyTo(files.path(), FAST);
      return data(files.path(), found);
    } catch (DamagedBackup e) {
      found.accept(new Defect.FileDamaged(String.valueOf(e.getMessage())));
      return UNREADABLE;
    }
  }

  private Extent mirror(Path source, Consumer<? super Defect> found) throws IOException {
    try (TemporaryDirectory files = new TemporaryDirectory()) {
      stores.copyMirror(source.resolve(Mirroring.DATA), files.path());
      return data(files.path(), found);
    }
  }

  /// Verifies a backup, or a data directory on which no server has run.
  private Extent directory(Path source, Consumer<? super Defect> found) throws IOException {
    if (Files.exists(source.resolve(BackupFiles.SUMS))) {
      try (BackupFiles backup = BackupFiles.open(source)) {
        backup.check(FAST);
      } catch (DamagedBackup e) {
        found.accept(new Defect.FileDamaged(String.valueOf(e.getMessage())));
      }
    }
    return data(source, found);
  }

  private Extent data(Path directory, Consumer<? super Defect> found) {
    try (Store store = stores.openToVerify(directory)) {
      return new Verifier(store, Mode.UNUSED, found).run();
    } catch (StoreException e) {
      if (!e.isDamage()) {
        throw e;
      }
      found.accept(new Defect.FileDamaged(String.valueOf(e.getMessage())));
      return UNREADABLE;
    }
  }
}
