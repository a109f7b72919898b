package gochat.transfer;

import static java.util.Objects.requireNonNull;

import gochat.journal.StoredEvent;
import gochat.room.RetentionRule;
import gochat.room.Room;
import gochat.room.RoomId;
import gochat.room.RoomName;
import gochat.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Transfers rooms of a store to another one that does not have them.
final class RoomTransfer {
  private static final int PAGE_ENTRIES = 1_000;
  private static final int PAGE_BYTES = 1_024 * 1_024;

  @FunctionalInterface
  private interface Pages {
    void add(List<StoredEvent> page) throws IOException;
  }

  private final Store from;
  private final Store to;

  RoomTransfer(Store from, Store to) {
    this.from = from;
    this.to = to;
  }

  /// Transfers a room, and compares it with what can be read from the other store then.
  RoomSum transfer(RoomId id) throws IOException {
    ExportLine.Room room = room(from, id);
    if (room.beginning().state().head() > 0) {
      check(to.logs().begin(id, room.beginning()), id);
    }
    RoomSum expected = read(from, room, page -> check(to.logs().append(id, page), id));
    RoomName name = room.state().name();
    if (name != null) {
      check(to.logs().setNames(Map.of(id, name)), id);
    }
    if (!room.rule().equals(RetentionRule.NONE)) {
      check(to.retention().set(id, room.rule()), id);
    }
    RoomSum sum = read(to, room(to, id), _ -> {});
    if (!sum.equals(expected)) {
      throw new TransferMismatch("room " + id.value() + " differs", expected, sum);
    }
    return sum;
  }

  private static void check(boolean isDone, RoomId room) throws IOException {
    if (!isDone) {
      throw new IOException(
          "room %s can't be written, because the target has other data: begin again, with an empty target"
              .formatted(room.value()));
    }
  }

  private static ExportLine.Room room(Store store, RoomId id) {
    return new ExportLine.Room(
        id,
        requireNonNull(store.journal().load(List.of(id)).get(id)),
        store.logs().beginning(id),
        store.retention().of(id));
  }

  /// Reads the events of a room, from which its state must follow.
  private static RoomSum read(Store store, ExportLine.Room room, Pages pages) throws IOException {
    RoomSum.Adder sum = new RoomSum.Adder(room);
    Room replay = new Room(room.beginning().state());
    while (sum.head() < room.state().head()) {
      List<StoredEvent> page = store.logs().read(room.id(), sum.head(), PAGE_ENTRIES, PAGE_BYTES);
      if (page.isEmpty()) {
        throw unsound(room);
      }
      for (StoredEvent stored : page) {
        if (stored.seq() != sum.head() + 1) {
          throw unsound(room);
        }
        sum.add(new ExportLine.Event(room.id(), stored));
        replay.apply(stored.entry());
      }
      pages.add(page);
    }
    if (!replay.snapshot().equals(room.state())) {
      throw unsound(room);
    }
    return sum.sum();
  }

  private static IOException unsound(ExportLine.Room room) {
    return new IOException(
        "room %s has events that are missing, or a state that does not follow from its events: see bin/server admin verify"
            .formatted(room.id().value()));
  }
}
