package gochat.ops;

import gochat.account.AuditLog;
import gochat.journal.StoredLogs;
import gochat.pause.Pause;
import gochat.pause.Rest;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.verify.Verifier.Extent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The data of a server, which may run or not.
public interface ServerData {
  /// The data directory, an absolute path; of a stopped server also a copy of its data.
  Path directory();

  /// The store; the caller does not close it. The store of a stopped server is opened by the first
  /// call, and no server can start on the directory until the command has ended.
  ///
  /// @throws gochat.store.StoreException when the data can't be used
  Store store();

  /// The stored logs, to be changed while clients may use the rooms.
  ///
  /// @throws gochat.store.StoreException when the data can't be used
  StoredLogs logs();

  /// The log of administration. An entry is recorded before its action takes effect.
  AuditLog audit();

  /// The rest of long work that begins now: none if nobody else uses the data.
  Rest rest(Pause pause);

  /// Verifies the data. In a running server others come first, and the structure of the files is
  /// not checked.
  ///
  /// @param pause called often in a running server; what it throws ends the verification
  /// @param found called with each defect
  /// @throws IOException when the data can't be read
  /// @throws gochat.store.StoreException when the data can't be used
  Extent verify(Pause pause, Consumer<? super Defect> found) throws IOException;
}
