package gochat.cluster;

import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.bus.nats.NatsBus;
import gochat.bus.nats.NatsConfig;
import gochat.bus.postgres.PostgresBus;
import gochat.journal.JournalException;
import gochat.peer.Peers;
import gochat.server.BusChoice;
import gochat.server.ClusterProvider;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoreLocation;
import gochat.store.postgres.Notes;
import gochat.store.postgres.PostgresConfig;
import gochat.store.postgres.PostgresStore;

/// Makes the servers of a database known to each other.
public final class ClusterOnPostgres implements ClusterProvider {
  @Override
  public Peers join(StoreLocation location, BusChoice choice, Store store) {
    PostgresConfig config = PostgresConfig.of(location);
    try {
      return new Nodes(bus(config, choice), Notes.open(config), store.journal(), store.servers());
    } catch (BusException | JournalException | IllegalArgumentException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Bus bus(PostgresConfig config, BusChoice choice) {
    if (choice.isOfStore()) {
      return PostgresBus.open(config);
    }
    NatsConfig nats = NatsConfig.parse(choice.name(), choice.credentials(), choice.authorities());
    // Another cluster may use the same NATS.
    return NatsBus.open(nats, "gochat." + PostgresStore.clusterId(config));
  }
}
