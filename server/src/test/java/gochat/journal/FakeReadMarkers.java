package gochat.journal;

import gochat.room.LogEntry;
import gochat.room.Member;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

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
    Map<Long, RoomEvent.Text> newest = new HashMap<>();
    for (LogEntry entry : journal.log(room).entries()) {
      switch (entry.event()) {
        case RoomEvent.Posted posted
            when entry.seq() > readSeq && !posted.author().user().equals(user) ->
            newest.put(entry.seq(), posted);
        case RoomEvent.Edited edited -> newest.computeIfPresent(edited.message(), (_, _) -> edited);
        default -> {}
      }
    }
    long mentions = newest.values().stream().filter(text -> text.mentions().contains(user)).count();
    return new Unread(readSeq, atMost(newest.size()), atMost(mentions));
  }

  private static int atMost(long count) {
    return (int) Math.min(count, COUNT_MAX);
  }

  @Override
  public void forget(UUID user) {
    markers.keySet().removeIf(key -> key.user().equals(user));
  }
}
