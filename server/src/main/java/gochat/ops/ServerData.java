package gochat.ops;

import gochat.journal.StoredLogs;
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

  /// Whether clients use the data too. Long work then rests, so that they come first.
  boolean isInUse();

  /// Verifies the data. In a running server others come first, and the structure of the files is
  /// not checked.
  ///
  /// @param check called often in a running server; it may throw, which ends the verification
  /// @param found called with each defect
  /// @throws IOException when the data can't be read
  /// @throws gochat.store.StoreException when the data can't be used
  Extent verify(Runnable check, Consumer<? super Defect> found) throws IOException;
}
