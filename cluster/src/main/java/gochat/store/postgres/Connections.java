package gochat.store.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/// Opens connections to the primary. Reads go there too, because a standby shows commits in another
/// order.
public final class Connections {
  private static final int READERS_MAX = 8;
  private static final int WAIT_MS_MAX = 15_000;

  /// A commit waits for the synchronous standby, if there is one. A paused client must not keep
  /// others waiting within a transaction. Each statement is planned once: all of them find rows by
  /// keys, and with 16 partitions a plan takes longer than a query.
  private static final String SESSION =
      "-c synchronous_commit=on -c idle_in_transaction_session_timeout=3000 -c client_min_messages=warning -c jit=off"
          + " -c plan_cache_mode=force_generic_plan";

  /// Several queries of one transaction see one state of the data.
  private static final String READING = " -c default_transaction_isolation=repeatable\\ read";

  private final PostgresConfig config;

  public Connections(PostgresConfig config) {
    this.config = config;
  }

  /// For the upgrade of the tables, whose steps take any time.
  Connection forUpgrade() throws SQLException {
    Properties properties = properties(SESSION);
    properties.remove("socketTimeout");
    return connect(properties);
  }

  Connection forWriting() throws SQLException {
    return connect(properties(SESSION));
  }

  /// Not over the [java.sql.DriverManager], which does not find the driver of a module.
  private Connection connect(Properties properties) throws SQLException {
    return requireNonNull(new Driver().connect(config.jdbcUrl(), properties));
  }

  /// For notifications. It ends within 3 seconds when the server does not answer.
  public Connection forBus() throws SQLException {
    Properties properties = properties(SESSION);
    properties.setProperty("ApplicationName", "gochat bus");
    properties.setProperty("socketTimeout", "3");
    return connect(properties);
  }

  HikariDataSource forReading() {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("reads");
    pool.setDriverClassName(Driver.class.getName());
    pool.setJdbcUrl(config.jdbcUrl());
    pool.setDataSourceProperties(properties(SESSION + READING));
    pool.setReadOnly(true);
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(READERS_MAX);
    pool.setConnectionTimeout(WAIT_MS_MAX);
    // The primary need not be there at this moment.
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  private Properties properties(String options) {
    Properties properties = new Properties();
    properties.putAll(config.tls());
    properties.setProperty("user", config.user());
    if (config.password() != null) {
      properties.setProperty("password", config.password());
    }
    properties.setProperty("ApplicationName", "gochat");
    properties.setProperty("options", options);
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("hostRecheckSeconds", "0");
    properties.setProperty("connectTimeout", "1");
    // Ends only this side of a call; the server goes on with a commit.
    properties.setProperty("socketTimeout", "15");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }
}
