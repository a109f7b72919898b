package gochat.store.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.journal.StoredEvent;
import gochat.room.ErasedName;
import gochat.room.LogEntry;
import gochat.room.RetentionRule;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log of one room in memory, with the room's state.
final class RoomLog {
  record MessageKey(UUID user, UUID messageId) {}

  private Room room;

  /// All events since the first one. Of those at or below the floor nothing is served; the other
  /// ports still learn from them who came and went.
  private final List<LogEntry> all = new ArrayList<>();

  /// The state after the last event that is no longer kept.
  private RoomSnapshot floor;

  /// The operator's.
  private RetentionRule rule = RetentionRule.NONE;

  private final Map<MessageKey, Long> messageIds = new HashMap<>();

  /// The seqs of the events whose texts are erased.
  private final Set<Long> erased = new HashSet<>();

  RoomLog(RoomId id) {
    floor = RoomSnapshot.empty(id);
    room = new Room(floor);
  }

  Room room() {
    return room;
  }

  long head() {
    return all.size();
  }

  RoomSnapshot floor() {
    return floor;
  }

  RetentionRule rule() {
    return rule;
  }

  void setRule(RetentionRule rule) {
    this.rule = rule;
  }

  /// See [gochat.journal.Journal#trim].
  void trim(long to, int eventsMax) {
    long last = Math.min(Math.min(to, head()), floor.head() + eventsMax);
    if (last <= floor.head()) {
      return;
    }
    Room state = new Room(floor);
    entries().stream().limit(last - floor.head()).forEach(state::apply);
    floor = state.snapshot();
    messageIds.values().removeIf(seq -> seq <= last);
  }

  /// Begins an empty log at a floor.
  ///
  /// @param removed the events up to the floor
  void begin(RoomSnapshot floor, List<LogEntry> removed) {
    this.floor = floor;
    room = new Room(floor);
    all.addAll(removed);
  }

  void add(StoredEvent stored) {
    RoomEvent event = stored.event();
    LogEntry entry = new LogEntry(stored.seq(), event);
    room.apply(stored.entry());
    all.add(entry);
    if (stored.isErased()) {
      erased.add(entry.seq());
    }
    key(event).forEach(key -> messageIds.put(key, entry.seq()));
    if (event.erases()) {
      all.stream()
          .filter(earlier -> earlier.isErasedBy(entry))
          .forEach(earlier -> erased.add(earlier.seq()));
    }
    if (event instanceof RoomEvent.TopicChanged) {
      floor = floor.withTopic("");
    }
  }

  /// See [MemoryJournal#eraseName].
  void eraseName(UUID user, Set<Long> seqs) {
    all.replaceAll(entry -> seqs.contains(entry.seq()) ? withoutName(entry, user) : entry);
  }

  static LogEntry withoutName(LogEntry entry, UUID user) {
    return new LogEntry(entry.seq(), ErasedName.erase(entry.event(), user));
  }

  /// Empties the name of `user` in the states of the room.
  ///
  /// @return whether one had it
  boolean eraseStateName(UUID user) {
    RoomSnapshot state = room.snapshot();
    RoomSnapshot without = state.withoutName(user);
    RoomSnapshot floorWithout = floor.withoutName(user);
    boolean isChange = !without.equals(state) || !floorWithout.equals(floor);
    room = new Room(without);
    floor = floorWithout;
    // No port serves what is at or below the floor, but the others learn from it.
    all.replaceAll(entry -> entry.seq() <= floor.head() ? withoutName(entry, user) : entry);
    return isChange;
  }

  static Stream<MessageKey> key(RoomEvent event) {
    return event instanceof RoomEvent.Posted posted && posted.messageId() != null
        ? Stream.of(new MessageKey(posted.author().user(), posted.messageId()))
        : Stream.empty();
  }

  /// The seq of the message with this id, null for a new id.
  @Nullable Long seqOf(MessageKey key) {
    return messageIds.get(key);
  }

  /// The message at `seq` as it was appended, null when there is none.
  RoomEvent.@Nullable Posted message(long seq) {
    return seq > floor.head()
            && seq <= head()
            && all.get((int) seq - 1).event() instanceof RoomEvent.Posted posted
        ? posted
        : null;
  }

  boolean isDeleted(long message) {
    return erased.contains(message);
  }

  /// Whether history shows the event as an entry of its own, erased or not.
  boolean isShown(long seq) {
    return all.get((int) seq - 1).event().isShown();
  }

  /// The entry at `seq` as it is served.
  LogEntry entry(long seq) {
    LogEntry entry = all.get((int) seq - 1);
    return erased.contains(seq) ? entry.redacted() : entry;
  }

  /// The entry at `seq` as it is stored.
  StoredEvent stored(long seq) {
    LogEntry served = entry(seq);
    boolean isErased = served.event() instanceof RoomEvent.Redacted;
    return new StoredEvent(
        seq, isErased ? all.get((int) seq - 1).event() : served.event(), isErased);
  }

  /// The events that are kept, as they are served.
  List<LogEntry> entries() {
    return LongStream.rangeClosed(floor.head() + 1, head()).mapToObj(this::entry).toList();
  }

  /// All events since the first one.
  List<LogEntry> all() {
    return all;
  }

  /// The events of the current reactions to `message`.
  List<RoomEvent.ReactionAdded> reactions(long message) {
    List<RoomEvent.ReactionAdded> standing = new ArrayList<>();
    for (LogEntry entry : all) {
      switch (entry.event()) {
        case RoomEvent.ReactionAdded added when added.message() == message -> standing.add(added);
        case RoomEvent.ReactionRemoved removed when removed.message() == message ->
            standing.removeIf(added ->
                added.author().user().equals(removed.author().user())
                    && added.reaction().equals(removed.reaction()));
        default -> {}
      }
    }
    return isDeleted(message) ? List.of() : standing;
  }

  static int textBytes(RoomEvent event) {
    String text =
        switch (event) {
          case RoomEvent.Erasable erasable -> erasable.text();
          case RoomEvent.Created created -> created.topic();
          case RoomEvent.Kicked kicked -> kicked.reason();
          case RoomEvent.Banned banned -> banned.reason();
          case RoomEvent.Muted muted -> muted.reason();
          default -> "";
        };
    return text.getBytes(UTF_8).length;
  }
}
