package gochat.system;

import gochat.checker.Event;
import gochat.checker.History;
import gochat.checker.HistoryRecorder;
import gochat.client.ServerProcess;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The logs of a server that does not run, and the rules by which it removes old events. It
/// remembers what it has read, because the checker judges events that were removed later too.
final class StoredLogs {
  private final ServerProcess server;
  private final List<RoomId> rooms;
  private final HistoryRecorder recorder;

  /// By room and seq, as they were last in the store.
  private final Map<String, SortedMap<Long, Event>> known = new HashMap<>();

  StoredLogs(ServerProcess server, List<String> rooms, HistoryRecorder recorder) {
    this.server = server;
    this.rooms = rooms.stream().map(RoomId::new).toList();
    this.recorder = recorder;
  }

  /// Lets the server keep the newest `events` of some rooms from its next start on; it has stopped
  /// and was not killed. It removes the others at each start, and again after a minute. They have
  /// to be read before, so it must not run for so long.
  ///
  /// @param events 0 for all
  void keep(List<String> some, int events) {
    try (DataDirectory data = DataDirectory.open(server.dataDirectory());
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      read(store);
      some.forEach(room -> store.retention().set(new RoomId(room), new RetentionRule(0, events)));
    }
  }

  /// Reads a copy of the data: what a killed server left is for the next one to recover.
  ///
  /// @return all events by room, behind those that were removed
  Map<String, List<Event>> read() {
    try (Copy copy = Copy.of(server.dataDirectory());
        DataDirectory data = DataDirectory.open(copy.directory());
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      read(store);
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

  private void read(Store store) {
    History.logs(store.journal(), rooms)
        .forEach((room, log) -> {
          SortedMap<Long, Event> events = known.computeIfAbsent(room, _ -> new TreeMap<>());
          log.forEach(event -> events.put(event.seq(), event));
        });
    rooms.forEach(room -> recorder.removed(room.value(), store.journal().floor(room).head()));
  }

  /// A copy of a data directory, beside it.
  private record Copy(Path directory) implements AutoCloseable {
    static Copy of(Path data) throws IOException {
      Path directory = Files.createTempDirectory(data.resolveSibling(""), "copy");
      for (Path file : files(data)) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
      return new Copy(directory);
    }

    private static List<Path> files(Path directory) throws IOException {
      try (Stream<Path> files = Files.list(directory)) {
        return files.filter(Files::isRegularFile).toList();
      }
    }

    @Override
    public void close() throws IOException {
      for (Path file : files(directory)) {
        Files.delete(file);
      }
      Files.delete(directory);
    }
  }
}
