package gochat.store.postgres;

import static org.awaitility.Awaitility.await;

import gochat.store.StoreLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// A primary and its standby.
public record PostgresPair(PostgresProcess primary, PostgresProcess standby) {
  /// Starts both, empty.
  ///
  /// @param initialised made by [PostgresProcess#initialise]
  /// @param directory for their data
  /// @param isSynchronous whether a commit waits for the standby
  public static PostgresPair start(Path initialised, Path directory, boolean isSynchronous)
      throws IOException, SQLException {
    PostgresProcess primary = PostgresProcess.primary(initialised, directory.resolve("primary"));
    primary.configure("synchronous_standby_names = '" + (isSynchronous ? "*" : "") + "'");
    PostgresProcess standby = primary.standby(directory.resolve("standby"));
    primary.start();
    standby.start();
    await().until(() -> primary.is("SELECT FROM pg_stat_replication WHERE state = 'streaming'"));
    return new PostgresPair(primary, standby);
  }

  /// Both, the primary first.
  public StoreLocation location() {
    String url =
        "postgresql://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres"
            .formatted(primary.port(), standby.port());
    return new StoreLocation(url, null, false);
  }

  /// Waits until the standby has such an event; if no commit waits for it, it may lack the tables.
  void awaitAtStandby(String condition) {
    await()
        .until(() ->
            standby.is("SELECT WHERE to_regclass('event') IS NOT NULL")
                && standby.is("SELECT FROM event WHERE " + condition));
  }

  /// The primary dies, and the standby takes its place.
  public void failOver() throws InterruptedException, SQLException {
    primary.kill();
    standby.promote();
  }

  /// The same with a standby that does not run.
  void failOverToStopped() throws InterruptedException, IOException, SQLException {
    primary.kill();
    standby.start();
    standby.promote();
  }

  public void end() throws InterruptedException {
    primary.end();
    standby.end();
  }
}
