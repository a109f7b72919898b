package gochat.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The way in which the servers of a database tell each other what happens, as the settings choose
/// it.
///
/// @param name [#OF_STORE] for the database, or the URL of other servers
/// @param credentials a file that proves that this server may use them, null for none
/// @param authorities a PEM file of the authorities of their certificates, null for those that Java
///   trusts
public record BusChoice(String name, @Nullable Path credentials, @Nullable Path authorities) {
  static final String OF_STORE = "store";

  public BusChoice {
    Setting.BUS.check(name);
  }

  /// Whether the database itself carries the messages.
  public boolean isOfStore() {
    return name.equals(OF_STORE);
  }

  void check(StoreChoice store) {
    if (!isOfStore() && store.isEmbedded()) {
      throw new ConfigException(
          Setting.BUS.key()
              + ": "
              + name
              + ", while store is "
              + store.name()
              + " (expected: none; only a database can have several servers)");
    }
    if (isOfStore() && (credentials != null || authorities != null)) {
      throw new ConfigException(
          Setting.BUS.key()
              + ": "
              + name
              + ", while bus-credentials or bus-ca is given (expected: the URL of a bus)");
    }
  }
}
