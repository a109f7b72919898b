package gochat.bus.postgres;

import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.bus.link.Engine;
import gochat.bus.link.Incoming;
import gochat.bus.link.Link;
import gochat.bus.link.LinkedBus;
import gochat.bus.link.Numbering;
import gochat.store.postgres.Connections;
import gochat.store.postgres.PostgresConfig;
import gochat.store.postgres.SqlState;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// A bus for a few nodes that needs nothing but their database.
public final class PostgresBus {
  private PostgresBus() {}

  /// Connects to the primary.
  ///
  /// @throws BusException when it can't be reached
  public static Bus open(PostgresConfig config) {
    return LinkedBus.open(
        new PostgresEngine(config.toString(), new Connections(config), new Numbering()));
  }

  /// @param numbering of one opened bus
  private record PostgresEngine(String name, Connections connections, Numbering numbering)
      implements Engine {
    /// At most a hundred commits a second.
    private static final Duration SEND_PAUSE = Duration.ofMillis(10);

    @Override
    public boolean carriesEvents() {
      return false;
    }

    @Override
    public Duration sendPause() {
      return SEND_PAUSE;
    }

    @Override
    public Link connect(Incoming incoming) throws IOException {
      PostgresLink link;
      try {
        link = new PostgresLink(numbering, Notifications.open(connections), incoming);
      } catch (SQLException e) {
        throw new IOException(SqlState.sentence(e), e);
      }
      try {
        // The other nodes know this one before it subscribes.
        link.check();
      } catch (IOException e) {
        link.close();
        throw e;
      }
      return link;
    }
  }
}
