package gochat.transfer;

import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.RetentionRule;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Records the events of one room that this server lacks.
final class RoomImport implements RoomVisitor<Importer.Imported> {
  private static final int BATCH_EVENTS = 250;
  private static final int BATCH_CHARS = 64 * 1_024;

  private final ExportLine.Room room;

  /// The seq of the last event that this server has.
  private final long head;

  private final Store store;
  private final StoredLogs logs;
  private final List<StoredEvent> batch = new ArrayList<>();
  private long chars;
  private long added;
  private long known;

  RoomImport(ExportLine.Room room, long head, Store store, StoredLogs logs) throws IOException {
    this.room = room;
    this.head = head;
    this.store = store;
    this.logs = logs;
    boolean hasFloor = room.beginning().state().head() > 0;
    if (head == 0 && hasFloor && !logs.begin(room.id(), room.beginning())) {
      throw changed();
    }
  }

  @Override
  public RoomId id() {
    return room.id();
  }

  @Override
  public void add(StoredEvent event) throws IOException {
    if (event.seq() <= head) {
      known++;
      return;
    }
    batch.add(event);
    chars += event.event() instanceof RoomEvent.Erasable erasable ? erasable.text().length() : 0;
    if (batch.size() == BATCH_EVENTS || chars > BATCH_CHARS) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    if (!logs.append(room.id(), List.copyOf(batch))) {
      throw changed();
    }
    added += batch.size();
    batch.clear();
    chars = 0;
  }

  private IOException changed() {
    return new IOException(
        "room " + room.id().value() + " has changed while it was imported: import again");
  }

  /// Ends the room. It gets the operator's rule of retention, unless it has one here.
  @Override
  public Importer.Imported end() throws IOException {
    flush();
    if (added > 0 && store.retention().of(room.id()).equals(RetentionRule.NONE)) {
      store.retention().set(room.id(), room.rule());
    }
    return new Importer.Imported(room.id(), added, known);
  }
}
