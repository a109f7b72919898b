package gochat.cluster;

import gochat.bus.BusException;
import gochat.bus.postgres.PostgresBus;
import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.peer.Peers;
import gochat.server.ClusterProvider;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.store.postgres.Notes;
import gochat.store.postgres.PostgresConfig;

/// Makes the servers of a database known to each other.
public final class ClusterOnPostgres implements ClusterProvider {
  @Override
  public Peers join(StoreLocation store, Journal journal) {
    PostgresConfig config = PostgresConfig.of(store);
    try {
      return new Nodes(PostgresBus.open(config), Notes.open(config), journal);
    } catch (BusException | JournalException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }
}
