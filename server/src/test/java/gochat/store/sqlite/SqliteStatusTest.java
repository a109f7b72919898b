package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreStatus.Writing;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStatusTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @TempDir private Path directory;

  @Test
  void aFullDiskTakesNoWritesUntilThereIsSpace() throws Exception {
    Database.Opened opened =
        Database.openForWriting(directory.resolve("gochat.db"), Durability.SYNC, false);
    WriteConnection connection =
        new WriteConnection(
            opened.connection(),
            e -> {
              throw new AssertionError(e);
            });
    var disk =
        new Object() {
          long freeBytes = 1_000;
        };
    SqliteStatus status =
        new SqliteStatus(connection, null) {
          @Override
          public OptionalLong freeBytes() {
            return OptionalLong.of(disk.freeBytes);
          }
        };
    assertThat(status.writing()).isEqualTo(Writing.POSSIBLE);

    SqliteJournalTest.limitPages(opened.connection(), 1);
    assertThat(isStored(connection)).isFalse();
    assertThat(status.writing()).isEqualTo(Writing.DISK_FULL);

    disk.freeBytes = Long.MAX_VALUE;
    assertThat(status.writing()).isEqualTo(Writing.POSSIBLE);

    disk.freeBytes = 1_000;
    SqliteJournalTest.limitPages(opened.connection(), 1_000_000);
    assertThat(isStored(connection)).isTrue();
    assertThat(status.writing()).isEqualTo(Writing.POSSIBLE);
    connection.close();
  }

  private static boolean isStored(WriteConnection connection) {
    try {
      return connection.transact(
          writer -> writer.log().write(batch("x".repeat(100_000))), isTaken -> isTaken);
    } catch (SQLException e) {
      assertThat(Database.isDiskFull(e)).isTrue();
      return false;
    }
  }

  private static Journal.Batch batch(String text) {
    return new Journal.Batch(RoomId.LOBBY, 0, List.of(new RoomEvent.Posted(ALICE, 0, null, text)));
  }

  @Test
  void theSizeIsThatOfTheFiles() {
    try (Store store =
        SqliteStore.open(
            directory.resolve("gochat.db"),
            Durability.SYNC,
            e -> {
              throw new AssertionError(e);
            })) {
      long before = store.status().bytes().orElseThrow();
      assertThat(store.journal().append(List.of(batch("x".repeat(60_000)))))
          .isEqualTo(new AppendResult.Stored());

      assertThat(store.status().bytes().orElseThrow()).isGreaterThan(before + 50_000);
      assertThat(store.status().freeBytes().orElseThrow()).isPositive();
    }
  }
}
