package gochat.store.postgres;

import gochat.store.StoreStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The condition of a database.
final class PostgresStatus implements StoreStatus {
  private final Database database;

  PostgresStatus(Database database) {
    this.database = database;
  }

  @Override
  public Writing writing() {
    if (!database.life().isHeard()) {
      return Writing.UNREACHABLE;
    }
    boolean isFull =
        Stream.of(database.turns(), database.others())
            .anyMatch(writer -> writer.last() == Writing.DISK_FULL);
    return isFull ? Writing.DISK_FULL : Writing.POSSIBLE;
  }

  @Override
  public OptionalLong bytes() {
    try {
      return OptionalLong.of(
          database.read(sql ->
              sql.one(row -> row.getLong(1), "SELECT pg_database_size(current_database())")));
    } catch (SQLException _) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Duration silence() {
    return database.life().silence();
  }

  @Override
  public long outages() {
    return database.life().outages();
  }

  /// Unknown: the disk is another machine's.
  @Override
  public OptionalLong freeBytes() {
    return OptionalLong.empty();
  }
}
