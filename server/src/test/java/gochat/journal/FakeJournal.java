package gochat.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomEvent.Posted;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A journal in memory that keeps the port's contract, for simulations.
public class FakeJournal implements Journal {
  private final Map<RoomId, List<RoomEvent>> logs = new HashMap<>();
  private final Map<RoomId, Map<MessageKey, Recorded>> messages = new HashMap<>();

  @Override
  public AppendResult append(List<Batch> batches) {
    if (batches.stream().anyMatch(this::isConflict)) {
      return AppendResult.CONFLICT;
    }
    batches.forEach(batch -> batch.events().forEach(event -> add(batch.room(), event)));
    return AppendResult.STORED;
  }

  private boolean isConflict(Batch batch) {
    List<MessageKey> keys = batch.events().stream().flatMap(FakeJournal::key).toList();
    return batch.expectedHead() != head(batch.room())
        || keys.stream().distinct().count() < keys.size()
        || !recorded(batch.room(), keys).isEmpty();
  }

  private static Stream<MessageKey> key(RoomEvent event) {
    return switch (event) {
      case Posted(Author author, _, UUID messageId, _) ->
          Stream.ofNullable(messageId).map(id -> new MessageKey(author.user(), id));
    };
  }

  private void add(RoomId room, RoomEvent event) {
    List<RoomEvent> log = logs.computeIfAbsent(room, _ -> new ArrayList<>());
    log.add(event);
    Recorded recorded =
        switch (event) {
          case Posted posted -> new Recorded(log.size(), Command.fingerprint(posted.text()));
        };
    key(event)
        .forEach(key -> messages.computeIfAbsent(room, _ -> new HashMap<>()).put(key, recorded));
  }

  @Override
  public Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys) {
    Map<MessageKey, Recorded> found = new HashMap<>(messages.getOrDefault(room, Map.of()));
    found.keySet().retainAll(keys);
    return found;
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    List<RoomEvent> log = logs.getOrDefault(room, List.of());
    List<LogEntry> page = new ArrayList<>();
    int bytes = 0;
    for (int i = (int) Math.min(after, log.size());
        i < log.size() && page.size() < entriesMax;
        i++) {
      RoomEvent event = log.get(i);
      bytes +=
          switch (event) {
            case Posted posted -> posted.text().getBytes(UTF_8).length;
          };
      if (!page.isEmpty() && bytes > bytesMax) {
        break;
      }
      page.add(new LogEntry(i + 1, event));
    }
    return page;
  }

  @Override
  public long head(RoomId room) {
    return logs.getOrDefault(room, List.of()).size();
  }
}
