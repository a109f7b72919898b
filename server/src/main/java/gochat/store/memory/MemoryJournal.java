package gochat.store.memory;

import gochat.account.UserName;
import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.RoomSnapshot;
import gochat.room.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The logs of all rooms. The other ports read them while they hold its lock.
final class MemoryJournal implements Journal {
  /// An event of any room.
  record Fact(RoomId room, LogEntry entry) {}

  private final long epoch;
  private final Map<RoomId, RoomLog> logs = new HashMap<>();

  /// In the order in which they were recorded.
  private final List<Fact> facts = new ArrayList<>();

  MemoryJournal(long epoch) {
    this.epoch = epoch;
  }

  List<Fact> facts() {
    return facts;
  }

  /// Of a room of which nothing was recorded, an empty one.
  RoomLog log(RoomId room) {
    return logs.getOrDefault(room, new RoomLog(room));
  }

  Set<RoomId> rooms() {
    return logs.keySet();
  }

  @Override
  public synchronized AppendResult append(List<Batch> batches) {
    if (batches.stream().anyMatch(this::isConflict) || isNameConflict(batches)) {
      return AppendResult.CONFLICT;
    }
    for (Batch batch : batches) {
      RoomLog log = logs.computeIfAbsent(batch.room(), RoomLog::new);
      for (RoomEvent event : batch.events()) {
        log.add(event);
        facts.add(new Fact(batch.room(), new LogEntry(log.head(), event)));
      }
    }
    return AppendResult.STORED;
  }

  private boolean isConflict(Batch batch) {
    RoomLog log = log(batch.room());
    Set<RoomLog.MessageKey> keys = new HashSet<>();
    return batch.expectedHead() != log.head()
        || batch.events().stream()
            .flatMap(RoomLog::key)
            .anyMatch(key -> log.seqOf(key) != null || !keys.add(key));
  }

  /// Whether two public rooms would have names that look alike after one of the events.
  private boolean isNameConflict(List<Batch> batches) {
    Map<RoomId, RoomName> names = publicNames();
    for (Batch batch : batches) {
      for (RoomEvent event : batch.events()) {
        RoomName name =
            switch (event) {
              case RoomEvent.Created created when created.kind() == RoomKind.PUBLIC ->
                  created.name();
              case RoomEvent.Renamed renamed when names.containsKey(batch.room()) -> renamed.name();
              default -> null;
            };
        if (name != null) {
          names.remove(batch.room());
          if (names.values().stream().anyMatch(other -> isAlike(name, other))) {
            return true;
          }
          names.put(batch.room(), name);
        }
      }
    }
    return false;
  }

  Map<RoomId, RoomName> publicNames() {
    Map<RoomId, RoomName> names = new HashMap<>();
    logs.forEach((id, log) -> {
      Room room = log.room();
      if (room.kind() == RoomKind.PUBLIC && room.name() != null) {
        names.put(id, room.name());
      }
    });
    return names;
  }

  @Override
  public synchronized List<Known> lookUp(RoomId room, List<Command> commands) {
    return commands.stream().map(command -> lookUp(room, command)).toList();
  }

  private Known lookUp(RoomId room, Command command) {
    RoomLog log = log(room);
    return switch (command) {
      case Command.ByState plain -> new Known.Nothing(plain);
      case Command.Post post ->
          new Known.OfPost(post, repetition(log, post), target(log, post.replyTo()));
      case Command.OnMessage change -> new Known.OfMessage(change, target(log, change.message()));
      case Command.React react ->
          new Known.OfReaction(react, target(log, react.message()), isGiven(log, react));
      case Command.Naming naming -> claim(room, naming);
    };
  }

  private static @Nullable Recorded repetition(RoomLog log, Command.Post post) {
    if (post.messageId() == null) {
      return null;
    }
    Long seq = log.seqOf(new RoomLog.MessageKey(post.author().user(), post.messageId()));
    RoomEvent.Posted posted = seq == null ? null : log.message(seq);
    if (seq == null || posted == null) {
      return null;
    }
    return new Recorded(
        seq, log.isDeleted(seq) ? null : Command.fingerprint(posted.text(), posted.replyTo()));
  }

  private static @Nullable Target target(RoomLog log, long message) {
    RoomEvent.Posted posted = log.message(message);
    if (posted == null) {
      return null;
    }
    boolean isDeleted = log.isDeleted(message);
    return new Target(posted.author().user(), isDeleted ? 0 : posted.threadRoot(), isDeleted);
  }

  private static boolean isGiven(RoomLog log, Command.React react) {
    return log.reactions(react.message()).stream()
        .anyMatch(added ->
            added.author().user().equals(react.author().user())
                && added.reaction().equals(react.reaction()));
  }

  private Known claim(RoomId room, Command.Naming naming) {
    RoomName name = naming.name();
    Map<RoomId, RoomName> names = publicNames();
    names.remove(room);
    return new Known.OfName(
        naming, looks(name), names.values().stream().anyMatch(other -> isAlike(name, other)));
  }

  private static boolean isAlike(RoomName one, RoomName other) {
    return !Collections.disjoint(looks(one), looks(other));
  }

  private static Set<String> looks(RoomName name) {
    return UserName.stored(name.shown()).skeletons();
  }

  @Override
  public synchronized RoomSnapshot load(RoomId room) {
    return log(room).room().snapshot();
  }

  @Override
  public synchronized List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    List<LogEntry> page = new ArrayList<>();
    RoomLog log = log(room);
    long bytes = 0;
    for (long seq = Math.clamp(after, 0, log.head()) + 1;
        seq <= log.head() && page.size() < entriesMax;
        seq++) {
      LogEntry entry = log.entry(seq);
      bytes += RoomLog.textBytes(entry.event());
      if (!page.isEmpty() && bytes > bytesMax) {
        break;
      }
      page.add(entry);
    }
    return page;
  }

  @Override
  public synchronized long head(RoomId room) {
    return log(room).head();
  }

  @Override
  public synchronized long epoch() {
    return epoch;
  }
}
