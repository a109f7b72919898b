package gochat.store.memory;

import gochat.journal.Retention;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import java.util.List;
import java.util.Optional;
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
  public Ruled ruled(RoomId room, RetentionRule rule, long nowMs) {
    synchronized (journal) {
      return ruled(room, journal.log(room), rule, nowMs);
    }
  }

  @Override
  public List<Ruled> ruled(RetentionRule server, long nowMs, @Nullable RoomId after, int roomsMax) {
    synchronized (journal) {
      return Stream.concat(Stream.of(RoomId.LOBBY, RoomId.AUDIT), journal.rooms().stream())
          .map(RoomId::value)
          .distinct()
          .filter(id -> after == null || id.compareTo(after.value()) > 0)
          .sorted()
          .map(RoomId::new)
          .flatMap(id -> ruledBy(id, journal.log(id), server, nowMs).stream())
          .limit(roomsMax)
          .toList();
    }
  }

  /// Empty for a room without a rule.
  private static Optional<Ruled> ruledBy(RoomId id, RoomLog log, RetentionRule server, long nowMs) {
    RetentionRule rule = log.rule().and(log.room().retention()).and(server);
    return rule.equals(RetentionRule.NONE)
        ? Optional.empty()
        : Optional.of(ruled(id, log, rule, nowMs));
  }

  private static Ruled ruled(RoomId id, RoomLog log, RetentionRule rule, long nowMs) {
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
