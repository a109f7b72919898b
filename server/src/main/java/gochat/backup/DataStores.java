package gochat.backup;

import gochat.store.Store;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;

/// The backend of a server, as backups and restores need it.
public interface DataStores {
  /// Opens the store in a directory that no other process uses.
  ///
  /// @throws StoreException when the data can't be used
  Store open(Path directory);

  /// Opens a store that no server uses, only to verify or to read it. The directory stays as it is,
  /// unless its server was killed.
  ///
  /// @throws StoreException when the data can't be used
  Store openToVerify(Path directory);

  /// Whether [gochat.store.Backups#mirrorTo] has made a mirror in `directory`.
  boolean isMirror(Path directory);

  /// Makes a copy of a mirror.
  ///
  /// @param directory an empty directory
  /// @throws IOException when the mirror can't be read or is damaged, when the copy can't be
  ///   written, or when a server renews the mirror
  void copyMirror(Path mirror, Path directory) throws IOException;
}
