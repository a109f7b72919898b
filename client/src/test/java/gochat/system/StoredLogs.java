package gochat.system;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.HistoryRecorder;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The logs of a server that does not run, and the rules by which it removes old events. It
/// remembers what it has read, because the checker judges events that were removed later too.
final class StoredLogs {
  private final Servers servers;
  private final List<RoomId> rooms;
  private final HistoryRecorder recorder;

  /// By room and seq, as they were last in the store.
  private final Map<String, SortedMap<Long, Event>> known = new HashMap<>();

  StoredLogs(Servers servers, List<String> rooms, HistoryRecorder recorder) {
    this.servers = servers;
    this.rooms = rooms.stream().map(RoomId::new).toList();
    this.recorder = recorder;
  }

  /// Lets the server keep the newest `events` of some rooms from its next start on; it has stopped
  /// and was not killed. It removes the others at each start, and again after a minute. They have
  /// to be read before, so it must not run for so long.
  ///
  /// @param events 0 for all
  void keep(List<String> some, int events) {
    servers.changeStore(store -> {
      read(store);
      some.forEach(room -> store.retention().set(new RoomId(room), new RetentionRule(0, events)));
    });
  }

  /// @return all events by room, behind those that were removed
  Map<String, List<Event>> read() {
    try {
      servers.readStore(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<Event>> logs = new HashMap<>();
    known.forEach((room, log) -> logs.put(room, List.copyOf(log.values())));
    return logs;
  }

  /// An older copy took the place of the data: begins anew.
  void forget() {
    known.clear();
  }

  /// What `store` has of all events, by room.
  Map<String, List<Event>> of(Store store) {
    return History.logs(store.journal(), rooms);
  }

  private void read(Store store) {
    of(store)
        .forEach((room, log) -> {
          SortedMap<Long, Event> events = known.computeIfAbsent(room, _ -> new TreeMap<>());
          log.forEach(event -> events.put(event.seq(), event));
        });
    rooms.forEach(room -> recorder.removed(room.value(), store.journal().floor(room).head()));
  }
}
