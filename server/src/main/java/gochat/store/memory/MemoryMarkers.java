package gochat.store.memory;

import gochat.journal.ReadMarkers;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Read markers and unread counts, made by reading whole logs.
final class MemoryMarkers implements ReadMarkers {
  private record Key(UUID user, RoomId room) {}

  private final MemoryJournal journal;
  private final Map<Key, Long> markers = new HashMap<>();

  /// The room's head when the user was forgotten.
  private final Map<Key, Long> forgotten = new HashMap<>();

  MemoryMarkers(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public long advance(UUID user, RoomId room, long seq) {
    synchronized (journal) {
      long now = readSeq(user, room);
      long next = Math.max(now, Math.min(seq, journal.head(room)));
      if (next > now) {
        markers.put(new Key(user, room), next);
      }
      return next;
    }
  }

  private long readSeq(UUID user, RoomId room) {
    Long marker = markers.get(new Key(user, room));
    return marker == null ? firstSeq(user, room) : marker;
  }

  /// The seq of the event with which `user` first became a member, since it was last forgotten.
  private long firstSeq(UUID user, RoomId room) {
    long forgottenUpTo = forgotten.getOrDefault(new Key(user, room), 0L);
    long kept = 0;
    long since = 0;
    for (LogEntry entry : journal.log(room).all()) {
      if (isAdmitted(user, entry.event())) {
        since = entry.seq();
      } else if (user.equals(entry.event().departed())) {
        kept = kept == 0 && entry.seq() > forgottenUpTo ? since : kept;
        since = 0;
      }
    }
    return kept == 0 ? since : kept;
  }

  private static boolean isAdmitted(UUID user, RoomEvent event) {
    return switch (event) {
      case RoomEvent.Created created -> created.author().user().equals(user);
      case RoomEvent.DirectOpened opened ->
          opened.author().user().equals(user) || opened.peer().user().equals(user);
      case RoomEvent.Joined joined -> joined.member().user().equals(user);
      default -> false;
    };
  }

  @Override
  public Map<RoomId, Unread> unread(UUID user, Collection<RoomId> rooms) {
    synchronized (journal) {
      Map<RoomId, Unread> unread = new HashMap<>();
      rooms.forEach(room -> unread.put(room, unread(user, room)));
      return unread;
    }
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
    synchronized (journal) {
      journal.rooms().forEach(room -> forgotten.put(new Key(user, room), journal.head(room)));
      markers.keySet().removeIf(key -> key.user().equals(user));
    }
  }
}
