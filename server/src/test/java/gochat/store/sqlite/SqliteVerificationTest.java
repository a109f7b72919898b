package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.TestRooms;
import gochat.store.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checks of the file, and of a large table while the store is in use.
class SqliteVerificationTest {
  private static final int REACTIONS = 3_000;

  @TempDir private Path directory;

  private Store open() {
    return SqliteStore.open(directory.resolve("gochat.db"), Durability.ASYNC, _ -> {});
  }

  private static void fill(Store store) {
    TestRooms.post(store, RoomId.LOBBY, "text");
    for (int i = 0; i < REACTIONS; i++) {
      UUID id = new UUID(1, i);
      Author author = new Author(id, id, "Alice" + i, Standing.ACCOUNT);
      TestRooms.append(store, RoomId.LOBBY, new RoomEvent.ReactionAdded(author, 1, 1, "+"));
    }
  }

  /// SQLite reads a write-ahead log up to its first damaged frame.
  @Test
  void aDatabaseThatLacksItsLatestEventsIsFound() throws IOException {
    Path file = directory.resolve("gochat.db");
    Path earlier = directory.resolve("earlier.db");
    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      TestRooms.post(store, RoomId.LOBBY, "kept");
      store.verification().checkFiles(() -> {}, defect -> fail(defect.toString()));
    }
    Files.copy(file, earlier);
    try (Store store = SqliteStore.open(file, Durability.SYNC, _ -> {})) {
      TestRooms.post(store, RoomId.LOBBY, "cut off");
      TestRooms.post(store, RoomId.LOBBY, "cut off");
    }
    assertThat(defects(file)).isEmpty();

    Files.move(earlier, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(defects(file))
        .singleElement()
        .asString()
        .contains("gochat.db lacks the latest 2 of the turns that gochat.db.starts counts");
  }

  private static List<Defect> defects(Path file) {
    List<Defect> defects = new ArrayList<>();
    try (Store store = SqliteStore.openToVerify(file)) {
      store.verification().checkFiles(() -> {}, defects::add);
    }
    return defects;
  }

  @Test
  void aLongCheckTakesPausesInWhichOthersRead() {
    try (Store store = open()) {
      fill(store);
      List<Long> heads = new ArrayList<>();
      List<Defect> defects = new ArrayList<>();

      store
          .verification()
          .checkRows(() -> heads.add(store.journal().head(RoomId.LOBBY)), defects::add);

      assertThat(heads).isNotEmpty().allMatch(head -> head == REACTIONS + 1);
      assertThat(defects).isEmpty();
    }
  }

  @Test
  void aPauseCanEndACheckAndLeavesNoTrace() {
    try (Store store = open()) {
      fill(store);
      Verification verification = store.verification();
      List<Defect> defects = new ArrayList<>();
      CancellationException end = new CancellationException("test");

      assertThatThrownBy(() ->
              verification.checkRows(
                  () -> {
                    throw end;
                  },
                  defects::add))
          .isSameAs(end);

      verification.checkRows(() -> {}, defects::add);
      assertThat(defects).isEmpty();
    }
  }
}
