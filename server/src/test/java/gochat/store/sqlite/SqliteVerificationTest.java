package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.TestRooms;
import gochat.store.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checks of a large table while the store is in use.
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
