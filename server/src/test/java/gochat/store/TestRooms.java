package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import java.util.List;
import java.util.UUID;

/// Writes and reads messages of a store.
public final class TestRooms {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  private TestRooms() {}

  public static void post(Store store, RoomId room, String text) {
    append(store, room, new RoomEvent.Posted(ALICE, 1, null, text));
  }

  public static void append(Store store, RoomId room, RoomEvent event) {
    Batch batch = new Batch(room, store.journal().head(room), List.of(event));
    assertThat(store.journal().append(List.of(batch))).isEqualTo(new AppendResult.Stored());
  }

  /// The texts of the messages in a room, without erased ones.
  public static List<String> texts(Store store, RoomId room) {
    return store.journal().read(room, 0, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
        .map(entry -> entry.event())
        .filter(RoomEvent.Posted.class::isInstance)
        .map(event -> ((RoomEvent.Posted) event).text())
        .toList();
  }
}
