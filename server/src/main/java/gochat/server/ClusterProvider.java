package gochat.server;

import gochat.peer.Peers;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreLocation;

/// Connects the servers of one store. The module that has it names it for
/// [java.util.ServiceLoader].
public interface ClusterProvider {
  /// Joins the servers of a store that is not embedded.
  ///
  /// @param store what this server has opened there
  /// @throws StoreException when they can't be reached, or the bus is not one that it may use
  Peers join(StoreLocation location, BusChoice bus, Store store);
}
