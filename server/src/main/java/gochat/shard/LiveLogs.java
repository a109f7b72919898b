package gochat.shard;

import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.RoomId;
import gochat.room.RoomName;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// The stored logs of running rooms: the threads that run the rooms make the changes, and the
/// rooms' followers get them. For any thread.
public final class LiveLogs implements StoredLogs {
  private final StoredLogs logs;
  private final Rooms rooms;

  /// @param logs of the journal on which `rooms` run
  public LiveLogs(StoredLogs logs, Rooms rooms) {
    this.logs = logs;
    this.rooms = rooms;
  }

  @Override
  public Beginning beginning(RoomId room) {
    return logs.beginning(room);
  }

  @Override
  public List<StoredEvent> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return logs.read(room, after, entriesMax, bytesMax);
  }

  @Override
  public boolean begin(RoomId room, Beginning beginning) {
    return changed(room, () -> logs.begin(room, beginning));
  }

  @Override
  public boolean append(RoomId room, List<StoredEvent> events) {
    return changed(room, () -> logs.append(room, events));
  }

  @Override
  public Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names) {
    return logs.nameHolders(names);
  }

  @Override
  public boolean setNames(Map<RoomId, RoomName> names) {
    boolean isDone = true;
    boolean isFirst = true;
    for (RoomId room : names.keySet()) {
      // The first change is made for all rooms; the others then take it over.
      isDone &= changed(room, isFirst ? () -> logs.setNames(names) : () -> true);
      isFirst = false;
    }
    return isDone;
  }

  @Override
  public void eraseName(RoomId room, UUID user, List<Long> events) {
    logs.eraseName(room, user, events);
    rooms.forget(room);
  }

  @Override
  public boolean eraseMemberName(RoomId room, UUID user, List<Long> events) {
    boolean isErased = logs.eraseMemberName(room, user, events);
    if (isErased || !events.isEmpty()) {
      rooms.forget(room);
    }
    return isErased;
  }

  /// Makes a change on the thread that runs the room, and waits for it.
  private boolean changed(RoomId room, Supplier<Boolean> change) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    rooms.change(
        room,
        () -> {
          try {
            result.complete(change.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        },
        () ->
            result.completeExceptionally(
                new IllegalStateException("room " + room.value() + " can't be read")));
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
