package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.ReadMarkers;
import gochat.room.RoomId;
import gochat.store.Durability;
import gochat.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMarkersTest {
  private static final int USERS = 50;
  private static final int POSTS = 20;

  @TempDir private Path directory;

  @Test
  void markersMovedOnManyThreadsWhileTheLogGrowsAllArrive() throws Exception {
    List<UUID> users = IntStream.range(0, USERS).mapToObj(_ -> UUID.randomUUID()).toList();
    try (Store store = SqliteStore.open(directory.resolve("gochat.db"), Durability.SYNC, _ -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> readers =
          users.stream()
              .map(user -> threads.submit(() -> reachesTheEnd(store.markers(), user)))
              .toList();
      for (int head = 0; head < POSTS; head++) {
        SqliteJournalTest.append(store.journal(), head, "text");
      }
      for (Future<Boolean> reader : readers) {
        assertThat(reader.get()).isTrue();
      }
    }
  }

  /// Reads on until all is read.
  ///
  /// @return whether the marker never went back
  private static boolean reachesTheEnd(ReadMarkers markers, UUID user) {
    long now = 0;
    while (now < POSTS) {
      long next = markers.advance(user, RoomId.LOBBY, now + 1);
      if (next < now) {
        return false;
      }
      now = next;
    }
    return markers
        .unread(user, List.of(RoomId.LOBBY))
        .equals(Map.of(RoomId.LOBBY, new ReadMarkers.Unread(POSTS, 0, 0)));
  }
}
