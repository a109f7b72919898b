package gochat.store.postgres;

import gochat.journal.JournalException;
import gochat.store.NewStore;
import gochat.store.Store;
import gochat.store.StoreLocation;
import gochat.store.StoreProvider;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the backend known to a server.
public final class PostgresProvider implements StoreProvider {
  private static final Logger log = LoggerFactory.getLogger(PostgresProvider.class);

  @Override
  public String scheme() {
    return PostgresConfig.SCHEME;
  }

  @Override
  public Store open(StoreLocation location, Consumer<? super JournalException> onFatal) {
    PostgresConfig config = PostgresConfig.of(location);
    Store store = PostgresStore.open(config);
    if (!PostgresStore.hasSynchronousStandby(config)) {
      log.warn("the database has no synchronous standby: there is one copy of the newest messages");
    }
    return store;
  }

  @Override
  public Store openStopped(StoreLocation location) {
    return PostgresStore.openStopped(PostgresConfig.of(location));
  }

  @Override
  public NewStore openNew(StoreLocation location) {
    return PostgresStore.openNew(PostgresConfig.of(location));
  }

  @Override
  public void markRestored(StoreLocation location) {
    PostgresStore.markRestored(PostgresConfig.of(location));
  }
}
