package gochat.server;

import gochat.account.AccountsException;
import gochat.account.AuditLog;
import gochat.backup.CopyVerifier;
import gochat.journal.AuditWriter;
import gochat.journal.Journal.AppendResult;
import gochat.journal.StoredLogs;
import gochat.ops.ServerData;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.room.Command;
import gochat.session.AuditRoom;
import gochat.store.DataDirectory;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreLocation;
import gochat.verify.Verifier;
import gochat.verify.Verifier.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The data of a server that does not run here. Not thread-safe.
final class StoppedData implements ServerData, AutoCloseable {
  private final Path directory;
  private final @Nullable StoreLocation location;
  private @Nullable DataDirectory locked;
  private @Nullable Store store;

  /// @param location of a store that is not in the directory, null for none
  StoppedData(Path directory, @Nullable StoreLocation location) {
    this.directory = directory;
    this.location = location;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Store store() {
    if (locked == null) {
      locked = DataDirectory.open(directory);
    }
    if (store == null) {
      // The command's next access to a store that can't go on throws.
      store =
          location == null
              ? Stores.open(locked, Durability.SYNC, _ -> {})
              : Stores.open(location, _ -> {});
    }
    return store;
  }

  @Override
  public StoredLogs logs() {
    return store().logs();
  }

  /// No server runs here, but others may write to the same database.
  @Override
  public AuditLog audit() {
    return (actor, action, account, details) -> {
      Command.Audit command = AuditRoom.command(actor, action, account, details);
      AppendResult result = AuditWriter.append(store().journal(), command, InstantSource.system());
      if (result instanceof AppendResult.DiskFull) {
        throw new AccountsException(
            "the audit log can't be written, so nothing was done: the disk is full",
            AccountsException.Reason.DISK_FULL);
      }
    };
  }

  @Override
  public Rest rest(Pause pause) {
    return Rest.none(pause);
  }

  @Override
  public Extent verify(Pause pause, Consumer<? super Defect> found) throws IOException {
    return location == null
        ? new CopyVerifier(Stores.data()).verify(directory, found)
        : new Verifier(store(), Verifier.Mode.RUNNING, pause, found).run();
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
    if (locked != null) {
      locked.close();
    }
  }
}
