package gochat.store.memory;

import gochat.room.RoomId;
import gochat.store.Defect;
import gochat.store.Verification;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Memory has no defects; this finds the rooms.
final class MemoryVerification implements Verification {
  private final MemoryJournal journal;

  MemoryVerification(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public void checkFiles(Runnable pause, Consumer<? super Defect> found) {}

  @Override
  public void checkRows(Runnable pause, Consumer<? super Defect> found) {}

  @Override
  public List<RoomId> rooms(@Nullable RoomId after, int roomsMax) {
    synchronized (journal) {
      return Stream.concat(Stream.of(RoomId.LOBBY, RoomId.AUDIT), journal.rooms().stream())
          .map(RoomId::value)
          .distinct()
          .filter(id -> after == null || id.compareTo(after.value()) > 0)
          .sorted()
          .limit(roomsMax)
          .map(RoomId::new)
          .toList();
    }
  }

  @Override
  public long nextSeq(RoomId room, long after) {
    long last = Math.max(after, journal.floor(room).head());
    return last < journal.head(room) ? last + 1 : 0;
  }
}
