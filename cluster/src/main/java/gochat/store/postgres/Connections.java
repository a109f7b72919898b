package gochat.store.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.Driver;

/// Opens connections to the primary. Reads go there too, because a standby shows commits in another
/// order.
public final class Connections {
  private static final int READERS_MAX = 8;

  /// A read that gets no connection within this time looks whether the database answers.
  private static final int WAIT_MS_MAX = 2_000;

  /// The hexadecimal digits of the timeline, with which the names of files of the log begin.
  private static final int TIMELINE_DIGITS = 8;

  /// A commit waits for the synchronous standby, if there is one. A paused client must not keep
  /// others waiting within a transaction. Each statement is planned once: all of them find rows by
  /// keys, and with 16 partitions a plan takes longer than a query.
  private static final String SESSION =
      "-c synchronous_commit=on -c idle_in_transaction_session_timeout=3000 -c client_min_messages=warning -c jit=off"
          + " -c plan_cache_mode=force_generic_plan";

  /// PostgreSQL keeps all notifications for a node that reads none, because it is paused, until
  /// their queue is full and nobody can notify any more. It ends such a session.
  private static final String LISTENING = SESSION + " -c tcp_user_timeout=3000";

  /// The names of a server's connections in PostgreSQL begin with it.
  static final String NAME = "gochat";

  private final PostgresConfig config;
  private final String session;

  /// Whether the driver joins the inserts of a batch.
  private final boolean areInsertsJoined;

  /// The greatest timeline of a primary so far.
  private final AtomicLong timeline = new AtomicLong();

  private Connections(PostgresConfig config, String session, boolean areInsertsJoined) {
    this.config = config;
    this.session = session;
    this.areInsertsJoined = areInsertsJoined;
  }

  public Connections(PostgresConfig config) {
    this(config, SESSION, false);
  }

  /// For many changes that need not survive a crash of the machine yet.
  static Connections ofTransfer(PostgresConfig config) {
    return new Connections(config, SESSION + " -c synchronous_commit=off", true);
  }

  /// For the upgrade of the tables, whose steps take any time.
  Connection forUpgrade() throws SQLException {
    Properties properties = properties();
    properties.remove("socketTimeout");
    return connect(properties);
  }

  Connection forWriting() throws SQLException {
    return connect(properties());
  }

  /// For notifications. It ends within 3 seconds when the server does not answer.
  public Connection forBus() throws SQLException {
    Properties properties = properties();
    properties.setProperty("options", LISTENING);
    properties.setProperty("ApplicationName", NAME + " bus");
    properties.setProperty("socketTimeout", "3");
    return connect(properties);
  }

  /// @param life begins the use of each connection
  HikariDataSource forReading(Life life) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("reads");
    pool.setDataSource(new ReadSource(() -> reading(life)));
    pool.setReadOnly(true);
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(READERS_MAX);
    pool.setConnectionTimeout(WAIT_MS_MAX);
    // The primary need not be there at this moment.
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  /// Several queries of one transaction see one state of the data.
  private Connection reading(Life life) throws SQLException {
    Connection connection = life.connect(forWriting());
    int _ = new Sql(connection).run("SET default_transaction_isolation = 'repeatable read'");
    return connection;
  }

  /// Connects to the primary, not to one that was replaced and has come back.
  private Connection connect(Properties properties) throws SQLException {
    SQLException replaced = new SQLException("no host has the primary", "08001");
    for (int first = 0; first < config.hosts().size(); first++) {
      // Not over the DriverManager, which does not find the driver of a module.
      Connection connection =
          requireNonNull(new Driver().connect(config.jdbcUrl(first), properties));
      boolean isUsable = false;
      try {
        isUsable = isNewest(new Sql(connection));
      } catch (SQLException e) {
        replaced = e;
      } finally {
        if (!isUsable) {
          connection.close();
        }
      }
      if (isUsable) {
        return connection;
      }
    }
    throw replaced;
  }

  /// Whether no primary of a greater timeline is known; each promotion begins one.
  private boolean isNewest(Sql sql) throws SQLException {
    String segment =
        sql.one(row -> row.getString(1), "SELECT pg_walfile_name(pg_current_wal_lsn())");
    long found = Long.parseLong(segment.substring(0, TIMELINE_DIGITS), 16);
    return timeline.accumulateAndGet(found, Math::max) == found;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(config.tls());
    properties.setProperty("user", config.user());
    if (config.password() != null) {
      properties.setProperty("password", config.password());
    }
    properties.setProperty("ApplicationName", NAME);
    properties.setProperty("options", session);
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("reWriteBatchedInserts", String.valueOf(areInsertsJoined));
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("hostRecheckSeconds", "0");
    properties.setProperty("connectTimeout", "1");
    // Ends only this side of a call; the server goes on with a commit.
    properties.setProperty("socketTimeout", "15");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
