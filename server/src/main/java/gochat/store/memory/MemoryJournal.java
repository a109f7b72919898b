package gochat.store.memory;

import gochat.account.UserName;
import gochat.journal.Journal;
import gochat.journal.StoredEvent;
import gochat.journal.StoredLogs.Beginning;
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
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The logs of all rooms. The other ports lock the journal while they read them.
final class MemoryJournal implements Journal {
  /// An event of any room.
  record Fact(RoomId room, LogEntry entry) {}

  private final long epoch;
  private final Map<RoomId, RoomLog> logs = new HashMap<>();

  /// All events in the order in which they were recorded.
  private final List<Fact> facts = new ArrayList<>();

  MemoryJournal(long epoch) {
    this.epoch = epoch;
  }

  List<Fact> facts() {
    return facts;
  }

  /// The room's log, an empty one when nothing is recorded there.
  RoomLog log(RoomId room) {
    return logs.getOrDefault(room, new RoomLog(room));
  }

  /// The log of a room that exists; null if it doesn't.
  @Nullable RoomLog existing(RoomId room) {
    return RoomSnapshot.empty(room).kind() == null
        ? logs.get(room)
        : logs.computeIfAbsent(room, RoomLog::new);
  }

  Set<RoomId> rooms() {
    return logs.keySet();
  }

  @Override
  public synchronized AppendResult append(List<Batch> batches) {
    Set<RoomId> conflicts = conflicts(batches);
    if (!conflicts.isEmpty()) {
      return new AppendResult.Conflict(conflicts);
    }
    for (Batch batch : batches) {
      for (RoomEvent event : batch.events()) {
        add(batch.room(), new StoredEvent(log(batch.room()).head() + 1, event, false));
      }
    }
    return new AppendResult.Stored();
  }

  /// Adds an event behind the head.
  void add(RoomId room, StoredEvent event) {
    logs.computeIfAbsent(room, RoomLog::new).add(event);
    facts.add(new Fact(room, new LogEntry(event.seq(), event.event())));
  }

  /// Empties the name of `user` in the events with these seqs.
  void eraseName(RoomId room, UUID user, Set<Long> seqs) {
    log(room).eraseName(user, seqs);
    facts.replaceAll(fact ->
        fact.room().equals(room) && seqs.contains(fact.entry().seq())
            ? new Fact(room, RoomLog.withoutName(fact.entry(), user))
            : fact);
  }

  /// Begins a log: see [gochat.journal.StoredLogs#begin].
  void begin(RoomId room, Beginning beginning) {
    List<LogEntry> removed = Beginnings.events(beginning);
    logs.computeIfAbsent(room, RoomLog::new).begin(beginning.state(), removed);
    removed.forEach(entry -> facts.add(new Fact(room, entry)));
  }

  private Set<RoomId> conflicts(List<Batch> batches) {
    Set<RoomId> conflicts = new HashSet<>();
    Map<RoomId, RoomName> names = publicNames();
    for (Batch batch : batches) {
      Map<RoomId, RoomName> behind = new HashMap<>(names);
      if (isConflict(batch) || !takeNames(batch, behind)) {
        conflicts.add(batch.room());
      } else {
        names = behind;
      }
    }
    return conflicts;
  }

  private boolean isConflict(Batch batch) {
    RoomLog log = log(batch.room());
    Set<RoomLog.MessageKey> keys = new HashSet<>();
    return batch.expectedHead() != log.head()
        || batch.events().stream()
            .flatMap(RoomLog::key)
            .anyMatch(key -> log.seqOf(key) != null || !keys.add(key));
  }

  /// @param names the names of public rooms
  /// @return false when a name in the batch looks like one of `names`
  private static boolean takeNames(Batch batch, Map<RoomId, RoomName> names) {
    for (RoomEvent event : batch.events()) {
      RoomName name =
          switch (event) {
            case RoomEvent.Created created when created.kind() == RoomKind.PUBLIC -> created.name();
            case RoomEvent.Renamed renamed when names.containsKey(batch.room()) -> renamed.name();
            default -> null;
          };
      if (name != null) {
        names.remove(batch.room());
        if (names.values().stream().anyMatch(other -> isAlike(name, other))) {
          return false;
        }
        names.put(batch.room(), name);
      }
    }
    return true;
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
  public synchronized Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    Map<RoomId, List<Known>> known = new HashMap<>();
    commands.forEach((room, asked) ->
        known.put(room, asked.stream().map(command -> lookUp(room, command)).toList()));
    return known;
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
      return message > 0 && message <= log.floor().head() ? Target.REMOVED : null;
    }
    boolean isDeleted = log.isDeleted(message);
    return new Target(posted.author().person(), isDeleted ? 0 : posted.threadRoot(), isDeleted);
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

  static boolean isAlike(RoomName one, RoomName other) {
    return !Collections.disjoint(looks(one), looks(other));
  }

  private static Set<String> looks(RoomName name) {
    return UserName.stored(name.shown()).skeletons();
  }

  @Override
  public synchronized Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    Map<RoomId, RoomSnapshot> loaded = new HashMap<>();
    rooms.forEach(room -> loaded.put(room, log(room).room().snapshot()));
    return loaded;
  }

  @Override
  public synchronized List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    List<LogEntry> page = new ArrayList<>();
    RoomLog log = log(room);
    long bytes = 0;
    for (long seq = Math.clamp(after, log.floor().head(), log.head()) + 1;
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
  public synchronized Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    RoomLog log = log(room);
    Map<UUID, Long> times = new HashMap<>();
    log.all().stream()
        .skip(Math.max(after, log.floor().head()))
        .map(LogEntry::event)
        .filter(event -> event instanceof RoomEvent.Posted && event.atMs() >= sinceMs)
        .forEach(event -> times.merge(event.author().user(), event.atMs(), Math::max));
    return times;
  }

  @Override
  public synchronized long trim(RoomId room, long to, int eventsMax) {
    RoomLog log = log(room);
    log.trim(to, eventsMax);
    return log.floor().head();
  }

  @Override
  public synchronized RoomSnapshot floor(RoomId room) {
    return log(room).floor();
  }

  @Override
  public synchronized long head(RoomId room) {
    return log(room).head();
  }

  @Override
  public long epoch() {
    return epoch;
  }
}
