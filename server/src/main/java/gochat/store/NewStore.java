package gochat.store;

import java.io.IOException;

/// A store that gets all data of another one. No server starts on it before it is complete, also
/// after a crash. For one thread.
public interface NewStore extends AutoCloseable {
  /// The store, empty at first. Its epoch is not the final one, and what it records is durable only
  /// when it is complete.
  Store store();

  /// Makes all data durable, closes the store and allows servers to start on it.
  ///
  /// @param epoch of the logs
  /// @throws IOException when a file can't be written; the store is not complete
  /// @throws StoreException as for files, when the backend fails
  void complete(long epoch) throws IOException;

  /// Ends the work on the store. One that is not complete is given up.
  ///
  /// @throws IOException when a file can't be removed
  @Override
  void close() throws IOException;
}
