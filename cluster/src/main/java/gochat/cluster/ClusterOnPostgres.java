package gochat.cluster;

import gochat.bus.BusException;
import gochat.bus.postgres.PostgresBus;
import gochat.journal.Journal;
import gochat.server.ClusterProvider;
import gochat.shard.Peers;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.store.postgres.PostgresConfig;

/// Makes the servers of a database known to each other.
public final class ClusterOnPostgres implements ClusterProvider {
  @Override
  public Peers join(StoreLocation store, Journal journal) {
    try {
      return new Nodes(PostgresBus.open(PostgresConfig.of(store)), journal);
    } catch (BusException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }
}
