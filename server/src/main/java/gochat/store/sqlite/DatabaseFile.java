package gochat.store.sqlite;

import gochat.file.PrivateFiles;
import gochat.store.Durability;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is looked at before a server goes on with a database's file: whether it is there, sound,
/// and the one that was there before.
final class DatabaseFile {
  private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

  /// What SQLite keeps beside a database while it is open; a clean end removes them.
  private static final List<String> LOGS = List.of("-wal", "-journal");

  private final Path path;
  private final boolean hasEndedUncleanly;

  private DatabaseFile(Path path, boolean hasEndedUncleanly) {
    this.path = path;
    this.hasEndedUncleanly = hasEndedUncleanly;
  }

  /// A database's file, created when nothing says that there was one. All of its files are for
  /// their owner only.
  ///
  /// @throws StoreException when it is missing or empty, and a file beside it says that it was not
  static DatabaseFile find(Path path) throws IOException {
    boolean isEmpty = !Files.exists(path) || Files.size(path) == 0;
    Optional<Path> log =
        LOGS.stream().map(end -> beside(path, end)).filter(Files::exists).findFirst();
    Optional<Path> witness = log.or(() -> Optional.of(Starts.fileOf(path)).filter(Files::exists));
    if (isEmpty && witness.isPresent()) {
      throw new StoreException(
          path
              + " is missing or empty, but "
              + witness.get().getFileName()
              + " beside it says that a server has kept its data there: put the database back, or a"
              + " backup in its place. To start with nothing, move all files of that name away");
    }
    PrivateFiles.create(path);
    for (String end : List.of("-wal", "-shm", "-journal")) {
      PrivateFiles.protect(beside(path, end));
    }
    return new DatabaseFile(path, log.isPresent());
  }

  private static Path beside(Path path, String end) {
    return path.resolveSibling(path.getFileName() + end);
  }

  /// Checks a database that was not closed: a copy of a running server's files may be torn.
  void checkAfterUncleanEnd(Statement statement) throws SQLException {
    if (hasEndedUncleanly) {
      log.atInfo().addKeyValue("file", path).log("was not closed the last time; checking it");
      check(statement);
    }
  }

  private void check(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      rows.next();
      String found = rows.getString(1);
      if (!found.equals("ok")) {
        throw new StoreException(
            path + " is damaged (" + found.lines().findFirst().orElse("") + "): " + Advice.DAMAGED);
      }
    }
  }

  /// Begins the logs' next incarnation if an older copy took the database's place, and has the
  /// database and the file beside it know this start.
  ///
  /// A crash in between is safe at every point. The epoch grows first: until the rest is done, the
  /// next start finds the same copy and lets it grow again. Then the file beside it is written,
  /// with the id that the database still has as well as the new one.
  ///
  /// @param isRestored whether it is known that an older copy took the database's place
  /// @return what the file beside the database says now
  Starts start(Connection connection, Durability durability, boolean isRestored)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      Optional<UUID> id = Epoch.startId(statement);
      long turns = Epoch.turns(statement);
      boolean isReplaced =
          isRestored
              || Starts.read(path)
                  .map(known -> !known.isOf(id.orElse(null), turns))
                  // The database was moved away and this file was left behind.
                  .orElse(id.isPresent());
      if (isReplaced && !hasEndedUncleanly) {
        check(statement);
      }
      if (isReplaced && !isRestored) {
        log.atWarn()
            .addKeyValue("file", path)
            .log("an older copy took the place of the database; clients are told so");
      }
      Epoch.begin(connection, durability, isReplaced);
      Starts starts = new Starts(UUID.randomUUID(), id.orElse(null), turns);
      starts.write(path);
      Epoch.started(connection, starts.last());
      return starts;
    }
  }
}
