package gochat.store.memory;

import gochat.journal.Retention;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules of rooms in memory.
final class MemoryRetention implements Retention {
  private final MemoryJournal journal;

  MemoryRetention(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public boolean set(RoomId room, RetentionRule rule) {
    synchronized (journal) {
      RoomLog log = journal.existing(room);
      if (log == null || log.room().kind() == null) {
        return false;
      }
      log.setRule(rule);
      return true;
    }
  }

  @Override
  public RetentionRule of(RoomId room) {
    synchronized (journal) {
      return journal.log(room).rule();
    }
  }

  @Override
  public List<Ruled> ruled(RetentionRule server, long nowMs, @Nullable RoomId after, int roomsMax) {
    synchronized (journal) {
      return Stream.concat(Stream.of(RoomId.LOBBY), journal.rooms().stream())
          .map(RoomId::value)
          .distinct()
          .filter(id -> after == null || id.compareTo(after.value()) > 0)
          .sorted()
          .map(RoomId::new)
          .map(id -> ruled(id, journal.log(id), server, nowMs))
          .filter(ruled -> !rule(journal.log(ruled.room())).and(server).equals(RetentionRule.NONE))
          .limit(roomsMax)
          .toList();
    }
  }

  private static RetentionRule rule(RoomLog log) {
    return log.rule().and(log.room().retention());
  }

  private static Ruled ruled(RoomId id, RoomLog log, RetentionRule server, long nowMs) {
    RetentionRule rule = rule(log).and(server);
    long floor = log.floor().head();
    long due = floor;
    if (rule.events() > 0) {
      due = Math.max(due, log.head() - rule.events());
    }
    if (rule.ageMs() > 0) {
      long oldestMs = nowMs - rule.ageMs();
      long past = log.all().stream().takeWhile(entry -> entry.event().atMs() < oldestMs).count();
      due = Math.max(due, past);
    }
    return new Ruled(id, floor, due);
  }
}
