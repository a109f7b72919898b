package gochat.store.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.LogEntry;
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

  private final Room room;
  private final List<LogEntry> entries = new ArrayList<>();
  private final Map<MessageKey, Long> messageIds = new HashMap<>();

  /// The seqs of the events whose texts are erased.
  private final Set<Long> erased = new HashSet<>();

  RoomLog(RoomId id) {
    room = new Room(RoomSnapshot.empty(id), Integer.MAX_VALUE);
  }

  Room room() {
    return room;
  }

  long head() {
    return entries.size();
  }

  void add(RoomEvent event) {
    LogEntry entry = new LogEntry(head() + 1, event);
    room.apply(entry);
    entries.add(entry);
    key(event).forEach(key -> messageIds.put(key, entry.seq()));
    if (event.erases()) {
      entries.stream()
          .filter(earlier -> earlier.isErasedBy(entry))
          .forEach(earlier -> erased.add(earlier.seq()));
    }
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
    return seq > 0
            && seq <= head()
            && entries.get((int) seq - 1).event() instanceof RoomEvent.Posted posted
        ? posted
        : null;
  }

  boolean isDeleted(long message) {
    return erased.contains(message);
  }

  /// Whether history shows the event as an entry of its own, erased or not.
  boolean isShown(long seq) {
    return entries.get((int) seq - 1).event().isShown();
  }

  /// The entry at `seq` as it is served.
  LogEntry entry(long seq) {
    LogEntry entry = entries.get((int) seq - 1);
    return erased.contains(seq) ? entry.redacted() : entry;
  }

  List<LogEntry> entries() {
    return LongStream.rangeClosed(1, head()).mapToObj(this::entry).toList();
  }

  /// The events of the current reactions to `message`.
  List<RoomEvent.ReactionAdded> reactions(long message) {
    List<RoomEvent.ReactionAdded> standing = new ArrayList<>();
    for (LogEntry entry : entries) {
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
        event instanceof RoomEvent.Erasable erasable
            ? erasable.text()
            : event instanceof RoomEvent.Created created ? created.topic() : "";
    return text.getBytes(UTF_8).length;
  }
}
