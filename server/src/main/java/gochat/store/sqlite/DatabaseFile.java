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

/// Checks a database file before it is opened: whether it exists, is sound, and is the one that the
/// last start used.
final class DatabaseFile {
  private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

  /// The files that SQLite keeps beside an open database and removes when it is closed.
  private static final List<String> LOGS = List.of("-wal", "-journal");

  private final Path path;
  private final boolean hasEndedUncleanly;

  private DatabaseFile(Path path, boolean hasEndedUncleanly) {
    this.path = path;
    this.hasEndedUncleanly = hasEndedUncleanly;
  }

  /// Finds the database file, or creates it when there was none before. All its files become
  /// private.
  ///
  /// @throws StoreException when it is missing or empty, and a file beside it proves that there was
  ///   one
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

  static Path beside(Path path, String end) {
    return path.resolveSibling(path.getFileName() + end);
  }

  /// Checks a database that was not closed, because a copy of a running server's files may be
  /// inconsistent.
  void checkAfterUncleanEnd(Statement statement) throws SQLException {
    if (hasEndedUncleanly) {
      log.atInfo().addKeyValue("file", path).log("the database was not closed; checking it");
      check(statement);
    }
  }

  private void check(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      rows.next();
      String found = rows.getString(1);
      if (!found.equals("ok")) {
        DiskFailure.checkReadable(path);
        throw new StoreException(
            path + " is damaged (" + found.lines().findFirst().orElse("") + "): " + Advice.DAMAGED);
      }
    }
  }

  /// Increments the epoch if a copy took the database's place, and records this start in the
  /// database and in the file beside it.
  ///
  /// A crash between any two steps is safe. The epoch is incremented first; until the other steps
  /// are done, the next start finds the same copy and increments it again. Then the file beside the
  /// database is written, with the id that the database still has and the new id.
  ///
  /// @param isRestored whether the operator has replaced the database by an older copy
  /// @return the new content of the file beside the database
  Starts start(Connection connection, Durability durability, boolean isRestored)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      Optional<UUID> id = Epoch.startId(statement);
      long turns = Epoch.turns(statement);
      boolean isCopy = CopyMark.isOn(statement);
      boolean isReplaced =
          isRestored
              || isCopy
              || Starts.read(path)
                  .map(known -> !known.isOf(id.orElse(null), turns))
                  // Without the file beside it, a database with a start is a copy from another
                  // directory.
                  .orElse(id.isPresent());
      if (isReplaced && !hasEndedUncleanly) {
        check(statement);
      }
      if (isReplaced && !isRestored) {
        log.atWarn()
            .addKeyValue("file", path)
            .log("an older copy replaced the database; clients read again");
      }
      Epoch.begin(connection, durability, isReplaced);
      if (isCopy) {
        CopyMark.remove(statement);
      }
      Starts starts = new Starts(UUID.randomUUID(), id.orElse(null), turns);
      starts.write(path);
      Epoch.started(connection, starts.last());
      return starts;
    }
  }
}
