package gochat.store;

import java.io.IOException;
import java.nio.file.Path;

/// Port: copies of a running store.
///
/// A copy is one state of all data: it has all that was recorded before the call, and perhaps some
/// of what was recorded during it. Neither reads nor writes wait for a copy longer than for other
/// writes, and a copy never begins anew. A copy is marked: a store that is opened on it has a
/// greater epoch, and the mark is gone then.
///
/// Copies and mirrors may be made side by side, each by a thread of its own, which waits for the
/// disks. An interrupt ends a copy.
public interface Backups {
  /// Learns how far a copy is. It may wait, which slows the copy, and it may throw a
  /// [RuntimeException], which ends it.
  @FunctionalInterface
  interface Progress {
    /// @param bytes written since the last call
    void copied(int bytes);
  }

  /// Makes a copy that a store can be opened on.
  ///
  /// @param directory an empty directory. When this throws, what is left there is no copy
  /// @throws IOException when the copy can't be written, or the data can't be read; its message
  ///   names the cause
  void copyTo(Path directory, Progress progress) throws IOException;

  /// Makes a copy that can be renewed.
  ///
  /// @param directory of this mirror only. A mirror that is there already stays until the new one
  ///   is whole
  /// @throws IOException as [#copyTo], or when another server renews a mirror there
  Mirror mirrorTo(Path directory, Progress progress) throws IOException;

  /// A copy in a directory of its own. It is one state of the data at any moment, also after a
  /// crash; its backend makes a copy of it in the sense of [#copyTo]. For one thread.
  interface Mirror extends AutoCloseable {
    /// Copies what has changed since the last call.
    ///
    /// @throws IOException as [#copyTo]; the mirror stays as it is and can't be renewed any more
    void renew(Progress progress) throws IOException;

    /// Ends the renewal. The mirror stays.
    @Override
    void close() throws IOException;
  }
}
