package gochat.store.postgres;

import gochat.journal.JournalException;
import gochat.store.Store;
import gochat.store.StoreLocation;
import gochat.store.StoreProvider;
import java.util.function.Consumer;

/// Makes the backend known to a server.
public final class PostgresProvider implements StoreProvider {
  @Override
  public String scheme() {
    return PostgresConfig.SCHEME;
  }

  @Override
  public Store open(StoreLocation location, Consumer<? super JournalException> onFatal) {
    return PostgresStore.open(PostgresConfig.of(location));
  }

  @Override
  public void markRestored(StoreLocation location) {
    PostgresStore.markRestored(PostgresConfig.of(location));
  }
}
