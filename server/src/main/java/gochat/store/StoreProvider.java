package gochat.store;

import gochat.journal.JournalException;
import java.util.function.Consumer;

/// A backend outside of the data directory. The module that has it names it for
/// [java.util.ServiceLoader].
public interface StoreProvider {
  /// The scheme of its URLs, such as `postgresql`.
  String scheme();

  /// Opens a store.
  ///
  /// @param onFatal called once when the store can't go on. The process must stop then
  /// @throws StoreException when the URL is wrong, or the data can't be used
  Store open(StoreLocation location, Consumer<? super JournalException> onFatal);

  /// As [#open], for a store that no server uses.
  ///
  /// @throws StoreException also when a server uses it
  Store openStopped(StoreLocation location);

  /// Opens a store without data, to fill it.
  ///
  /// @throws StoreException as [#openStopped], or when it has data
  NewStore openNew(StoreLocation location);

  /// Records that an operator put an older copy in the place of the data.
  ///
  /// @throws StoreException as [#open]
  void markRestored(StoreLocation location);
}
