package gochat.ops;

import gochat.store.Store;
import java.nio.file.Path;

/// The data of a server, which may run or not.
public interface ServerData {
  /// The data directory, an absolute path.
  Path directory();

  /// The store; the caller does not close it. The store of a stopped server is opened by the first
  /// call, and no server can start on the directory until the command has ended.
  ///
  /// @throws gochat.store.StoreException when the data can't be used
  Store store();
}
