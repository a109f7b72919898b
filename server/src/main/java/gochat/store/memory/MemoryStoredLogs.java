package gochat.store.memory;

import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The logs in memory as they are stored. A room has the name of its log at once: nobody can see
/// that two public rooms have the same name meanwhile.
final class MemoryStoredLogs implements StoredLogs {
  private final MemoryJournal journal;

  MemoryStoredLogs(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public Beginning beginning(RoomId room) {
    synchronized (journal) {
      RoomLog log = journal.log(room);
      long latestAtMs =
          log.all().stream()
              .limit(log.floor().head())
              .mapToLong(entry -> entry.event().atMs())
              .max()
              .orElse(Long.MIN_VALUE);
      return new Beginning(log.floor(), latestAtMs);
    }
  }

  @Override
  public List<StoredEvent> read(RoomId room, long after, int entriesMax, int bytesMax) {
    synchronized (journal) {
      RoomLog log = journal.log(room);
      return journal.read(room, after, entriesMax, bytesMax).stream()
          .map(LogEntry::seq)
          .map(log::stored)
          .toList();
    }
  }

  @Override
  public boolean begin(RoomId room, Beginning beginning) {
    synchronized (journal) {
      boolean isNew = journal.head(room) == 0;
      if (isNew) {
        journal.begin(room, beginning);
      }
      return isNew;
    }
  }

  @Override
  public boolean append(RoomId room, List<StoredEvent> events) {
    synchronized (journal) {
      RoomLog log = journal.log(room);
      Set<RoomLog.MessageKey> keys = new HashSet<>();
      boolean isPossible =
          events.getFirst().seq() == log.head() + 1
              && events.stream()
                  .map(StoredEvent::event)
                  .flatMap(RoomLog::key)
                  .allMatch(key -> log.seqOf(key) == null && keys.add(key));
      if (isPossible) {
        events.forEach(event -> journal.add(room, event));
      }
      return isPossible;
    }
  }

  @Override
  public void eraseName(RoomId room, UUID user, List<Long> events) {
    synchronized (journal) {
      journal.eraseName(room, user, Set.copyOf(events));
    }
  }

  @Override
  public boolean eraseMemberName(RoomId room, UUID user, List<Long> events) {
    synchronized (journal) {
      journal.eraseName(room, user, Set.copyOf(events));
      RoomLog log = journal.existing(room);
      return log != null && log.eraseStateName(user);
    }
  }

  @Override
  public Map<RoomId, RoomId> nameHolders(Map<RoomId, RoomName> names) {
    synchronized (journal) {
      Map<RoomId, RoomName> others = journal.publicNames();
      others.keySet().removeAll(names.keySet());
      Map<RoomId, RoomId> holders = new HashMap<>();
      names.forEach((room, name) ->
          others.forEach((other, taken) -> {
            if (MemoryJournal.isAlike(name, taken)) {
              holders.put(room, other);
            }
          }));
      return holders;
    }
  }

  @Override
  public boolean setNames(Map<RoomId, RoomName> names) {
    synchronized (journal) {
      Map<RoomId, RoomName> publicNames = new HashMap<>(names);
      publicNames.keySet().retainAll(journal.publicNames().keySet());
      return nameHolders(publicNames).isEmpty() && areDifferent(publicNames);
    }
  }

  private static boolean areDifferent(Map<RoomId, RoomName> names) {
    List<RoomName> left = new ArrayList<>(names.values());
    while (!left.isEmpty()) {
      RoomName name = left.removeLast();
      if (left.stream().anyMatch(other -> MemoryJournal.isAlike(name, other))) {
        return false;
      }
    }
    return true;
  }
}
