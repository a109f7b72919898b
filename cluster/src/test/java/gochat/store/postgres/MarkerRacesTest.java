package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.journal.Journal.Batch;
import gochat.journal.ReadMarkers;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MarkerRacesTest {
  private static final UUID READER = UUID.randomUUID();

  @Test
  void aReadMarkerDoesNotGoBackWhenTwoServersMoveItAtOnce() throws Exception {
    TestDatabase database = TestDatabase.blank();
    try (Store store = database.open();
        Connection other = database.connect()) {
      record(store, 9);
      ReadMarkers markers = store.markers();
      assertThat(markers.advance(READER, RoomId.LOBBY, 1)).isEqualTo(1);
      Sql sql = new Sql(other);
      other.setAutoCommit(false);
      assertThat(sql.run("UPDATE marker SET seq = 9 WHERE user_id = ?", READER)).isEqualTo(1);

      CompletableFuture<Long> moved =
          CompletableFuture.supplyAsync(() -> markers.advance(READER, RoomId.LOBBY, 5));
      await()
          .until(() ->
              sql.isAny(
                  "SELECT FROM pg_stat_activity"
                      + " WHERE datname = current_database() AND wait_event_type = 'Lock'"));
      other.commit();

      assertThat(moved.get()).isEqualTo(9);
    }
  }

  private static void record(Store store, int count) {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    RoomEvent event = new RoomEvent.Posted(author, 1, null, "text", 0, 0, List.of());
    var _ =
        store
            .journal()
            .append(List.of(new Batch(RoomId.LOBBY, 0, Collections.nCopies(count, event))));
  }
}
