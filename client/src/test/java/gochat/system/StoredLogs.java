package gochat.system;

import gochat.journal.Journal;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.system.checker.Event;
import gochat.wire.EventWire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the logs of rooms from a data directory that no server uses.
final class StoredLogs {
  private static final int PAGE_ENTRIES_MAX = 10_000;
  private static final int PAGE_BYTES_MAX = 64 << 20;

  private StoredLogs() {}

  static Map<String, List<Event>> read(Path dataDirectory, List<String> rooms) {
    try (DataDirectory data = DataDirectory.open(dataDirectory);
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      Map<String, List<Event>> logs = new HashMap<>();
      for (String room : rooms) {
        logs.put(room, read(store.journal(), new RoomId(room)));
      }
      return logs;
    }
  }

  private static List<Event> read(Journal journal, RoomId room) {
    long epoch = journal.epoch();
    List<Event> log = new ArrayList<>();
    List<LogEntry> page = journal.read(room, 0, PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    while (!page.isEmpty()) {
      page.forEach(entry -> log.add(Translation.event(EventWire.of(room, entry), epoch)));
      page = journal.read(room, page.getLast().seq(), PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    }
    return log;
  }
}
