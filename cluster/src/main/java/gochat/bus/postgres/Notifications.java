package gochat.bus.postgres;

import gochat.store.postgres.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// The two sessions of a link, which are never within a transaction: PostgreSQL sends a
/// notification at its commit, and keeps all for a session until its transaction ends.
final class Notifications implements AutoCloseable {
  private static final String CHANNEL = "gochat";

  /// Wakes the reader, so that it looks at its beats.
  private static final int WAIT_MS = 1_000;

  /// All commits that notify wait for each other in the whole server: one for many payloads.
  private static final String NOTIFY =
      "SELECT pg_notify('" + CHANNEL + "', payload) FROM unnest(?::text[]) AS payload";

  private final Connection listening;
  private final PGConnection arrivals;
  private final Connection notifying;
  private final PreparedStatement notify;

  private Notifications(Connection listening, Connection notifying) throws SQLException {
    this.listening = listening;
    this.notifying = notifying;
    arrivals = listening.unwrap(PGConnection.class);
    notify = notifying.prepareStatement(NOTIFY);
  }

  /// Listens from now on.
  static Notifications open(Connections connections) throws SQLException {
    Connection listening = connections.forBus();
    Connection notifying = null;
    try {
      try (Statement listen = listening.createStatement()) {
        listen.execute("LISTEN " + CHANNEL);
      }
      notifying = connections.forBus();
      return new Notifications(listening, notifying);
    } catch (SQLException e) {
      abort(listening);
      if (notifying != null) {
        abort(notifying);
      }
      throw e;
    }
  }

  /// Waits for notifications, for about a second.
  ///
  /// @return their payloads, also none
  List<String> next() throws SQLException {
    return Arrays.stream(arrivals.getNotifications(WAIT_MS))
        .map(PGNotification::getParameter)
        .toList();
  }

  /// In one commit.
  void send(List<String> payloads) throws SQLException {
    notify.setArray(1, notifying.createArrayOf("text", payloads.toArray()));
    notify.execute();
  }

  /// Ends calls that wait.
  @Override
  public void close() {
    abort(listening);
    abort(notifying);
  }

  private static void abort(Connection connection) {
    Executor here = Runnable::run;
    try {
      connection.abort(here);
    } catch (SQLException _) {
      // It has ended.
    }
  }
}
