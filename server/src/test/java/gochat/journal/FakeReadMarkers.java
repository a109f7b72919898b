package gochat.journal;

import gochat.room.LogEntry;
import gochat.room.Member;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Counts by going through the whole log.
public final class FakeReadMarkers implements ReadMarkers {
  private record Key(UUID user, RoomId room) {}

  private final FakeJournal journal;
  private final Map<Key, Long> markers = new HashMap<>();

  FakeReadMarkers(FakeJournal journal) {
    this.journal = journal;
  }

  @Override
  public long advance(UUID user, RoomId room, long seq) {
    long now = readSeq(user, room);
    long next = Math.max(now, Math.min(seq, journal.head(room)));
    if (next > now) {
      markers.put(new Key(user, room), next);
    }
    return next;
  }

  private long readSeq(UUID user, RoomId room) {
    Member member = journal.log(room).room().member(user);
    return markers.getOrDefault(new Key(user, room), member == null ? 0 : member.since());
  }

  @Override
  public Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms) {
    Map<RoomId, Unread> unread = new HashMap<>();
    rooms.forEach(room -> unread.put(room, unread(user, room)));
    return unread;
  }

  private Unread unread(UUID user, RoomId room) {
    long readSeq = readSeq(user, room);
    FakeLog log = journal.log(room);
    List<RoomEvent.Posted> behind =
        log.entries().stream()
            .filter(entry -> entry.seq() > readSeq)
            .map(entry -> FakeHistory.withNewestText(log, entry))
            .map(LogEntry::event)
            .flatMap(event -> event instanceof RoomEvent.Posted p ? Stream.of(p) : Stream.empty())
            .filter(posted -> !posted.author().user().equals(user))
            .toList();
    long mentions = behind.stream().filter(posted -> posted.mentions().contains(user)).count();
    return new Unread(readSeq, atMost(behind.size()), atMost(mentions));
  }

  private static int atMost(long count) {
    return (int) Math.min(count, COUNT_MAX);
  }

  @Override
  public void forget(UUID user) {
    markers.keySet().removeIf(key -> key.user().equals(user));
  }
}
