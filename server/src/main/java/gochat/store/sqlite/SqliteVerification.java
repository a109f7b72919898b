package gochat.store.sqlite;

import gochat.room.RoomId;
import gochat.store.Defect;
import gochat.store.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks of the database.
final class SqliteVerification implements Verification {
  private final SqliteStore store;
  private final @Nullable Path database;

  /// @param database its file, null when it is in memory
  SqliteVerification(SqliteStore store, @Nullable Path database) {
    this.store = store;
    this.database = database;
  }

  @Override
  public void checkFiles(Runnable pause, Consumer<? super Defect> found) {
    JournalReads.longQuery(
        store,
        reader -> {
          List<Defect> defects = new ArrayList<>();
          reader.checks().checkFile(pause, defects::add);
          if (database != null) {
            reader.checks().checkEnd(database, defects::add);
          }
          if (!defects.isEmpty() && database != null) {
            DiskFailure.checkReadable(database);
          }
          defects.forEach(found);
          return true;
        });
  }

  @Override
  public void checkRows(Runnable pause, Consumer<? super Defect> found) {
    JournalReads.longQuery(
        store,
        reader -> {
          for (CheckedTable table : CheckedTable.values()) {
            reader.checks().checkTable(table, pause, found);
          }
          return true;
        });
  }

  @Override
  public List<RoomId> rooms(@Nullable RoomId after, int roomsMax) {
    return JournalReads.query(store, reader -> reader.checks().rooms(after, roomsMax));
  }

  @Override
  public long nextSeq(RoomId room, long after) {
    return JournalReads.query(
        store, reader -> reader.checks().nextSeq(reader.log().roomKey(room), after));
  }
}
