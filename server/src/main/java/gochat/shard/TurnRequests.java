package gochat.shard;

import static java.util.stream.Collectors.toUnmodifiableSet;

import gochat.journal.Journal;
import gochat.journal.JournalException;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.Rejection;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of one turn, by room, and the reads that they need. When a room can't be read, its
/// requests are refused and leave the turn.
///
/// The turn of a request that may have an entry in the audit log has the audit log, too: both are
/// recorded together. When the audit log can't be read, such requests are refused in all rooms.
///
/// Confined to the shard's thread.
final class TurnRequests {
  private static final Logger log = LoggerFactory.getLogger(TurnRequests.class);

  private final Journal journal;
  private final RoomMemory memory;
  private final LinkedHashMap<RoomId, List<Request.OfRoom>> byRoom = new LinkedHashMap<>();

  TurnRequests(Journal journal, RoomMemory memory) {
    this.journal = journal;
    this.memory = memory;
  }

  void add(Request.OfRoom request) {
    of(request.room()).add(request);
    if (request.isModerating()) {
      var _ = of(RoomId.AUDIT);
    }
  }

  /// Adds those of a room that was decided before.
  void addAll(RoomId room, List<Request.OfRoom> requests) {
    var _ = of(room);
    requests.forEach(this::add);
  }

  private List<Request.OfRoom> of(RoomId room) {
    return byRoom.computeIfAbsent(room, _ -> new ArrayList<>());
  }

  /// The audit log comes last, because its entries follow from the decisions in the others.
  void forEach(BiConsumer<RoomId, List<Request.OfRoom>> action) {
    List<Request.OfRoom> audit = byRoom.get(RoomId.AUDIT);
    if (audit != null) {
      byRoom.putLast(RoomId.AUDIT, audit);
    }
    byRoom.forEach(action);
  }

  /// Loads the rooms that are not in memory.
  void load() {
    Set<RoomId> missing = memory.missing(byRoom.keySet());
    try {
      memory.load(missing);
    } catch (JournalException e) {
      if (isDamaged(e) && missing.size() > 1) {
        loadEach(missing);
      } else {
        refuse(missing, e);
      }
    }
  }

  /// Loads one room after the other, so that a damaged one does not prevent the others.
  private void loadEach(Set<RoomId> ids) {
    for (RoomId id : memory.missing(ids)) {
      try {
        memory.load(Set.of(id));
      } catch (JournalException e) {
        refuse(Set.of(id), e);
      }
    }
  }

  /// Admits followers before the turn's events, so that a follower that has caught up gets them
  /// live. A room catches up with the journal first when a follower knows of more events than
  /// memory.
  void admit() {
    Set<RoomId> behind = new LinkedHashSet<>();
    follows(follow -> {
      if (follow.known() > memory.get(follow.room()).head()) {
        behind.add(follow.room());
      }
    });
    catchUp(behind);
    follows(follow -> memory.get(follow.room()).admit(follow.follower(), follow.after()));
  }

  /// The followers that don't start at the log's end after this turn.
  private void follows(Consumer<Request.Follow> action) {
    for (List<Request.OfRoom> asked : byRoom.values()) {
      for (Request.OfRoom request : asked) {
        if (request instanceof Request.Follow follow && !follow.isFromHead()) {
          action.accept(follow);
        }
      }
    }
  }

  /// Takes over the events of all rooms that other writers have recorded.
  void catchUp() {
    catchUp(new LinkedHashSet<>(byRoom.keySet()));
  }

  /// Takes over the events that other writers have just recorded in rooms of this turn. Nothing has
  /// been decided in them.
  void readOn(Set<RoomId> rooms) {
    for (RoomId id : rooms) {
      try {
        memory.readOn(id);
      } catch (JournalException e) {
        refuse(Set.of(id), e);
      }
    }
  }

  Set<RoomId> rooms() {
    return byRoom.keySet();
  }

  /// The rooms that are there, or were.
  Set<RoomId> existing() {
    return rooms(id -> memory.get(id).head() > 0);
  }

  /// The rooms with commands or entries about them that other writers write in, too.
  Set<RoomId> contended(long nowMs) {
    return rooms(id -> memory.get(id).isContended(nowMs) && mayChange(id));
  }

  private boolean mayChange(RoomId id) {
    return id.equals(RoomId.AUDIT)
        || byRoom.getOrDefault(id, List.of()).stream().anyMatch(Request.Act.class::isInstance);
  }

  private Set<RoomId> rooms(Predicate<RoomId> filter) {
    return byRoom.keySet().stream().filter(filter).collect(toUnmodifiableSet());
  }

  /// Refuses all requests.
  void refuseAll(JournalException cause) {
    refuse(Set.copyOf(byRoom.keySet()), cause);
  }

  /// Other writers have just written in these rooms.
  void contend(long nowMs) {
    byRoom.keySet().forEach(id -> memory.get(id).contend(nowMs));
  }

  private void catchUp(Set<RoomId> rooms) {
    try {
      memory.catchUp(rooms);
    } catch (JournalException e) {
      refuse(rooms, e);
    }
  }

  /// Looks up what the commands refer to.
  Map<RoomId, List<Known>> lookUp() {
    Map<RoomId, List<Command>> referring = new LinkedHashMap<>();
    byRoom.forEach((id, asked) -> {
      for (Request request : asked) {
        if (request instanceof Request.Act(_, Command command, _, _) && command.refersToLog()) {
          referring.computeIfAbsent(id, _ -> new ArrayList<>()).add(command);
        }
      }
    });
    if (referring.isEmpty()) {
      return Map.of();
    }
    try {
      return journal.lookUp(referring);
    } catch (JournalException e) {
      if (isDamaged(e) && referring.size() > 1) {
        return lookUpEach(referring);
      }
      refuse(referring.keySet(), e);
      return Map.of();
    }
  }

  /// Looks up one room after the other, so that a damaged one does not prevent the others.
  private Map<RoomId, List<Known>> lookUpEach(Map<RoomId, List<Command>> referring) {
    Map<RoomId, List<Known>> known = new HashMap<>();
    referring.forEach((id, commands) -> {
      try {
        known.putAll(journal.lookUp(Map.of(id, commands)));
      } catch (JournalException e) {
        refuse(Set.of(id), e);
      }
    });
    return known;
  }

  private void refuse(Collection<RoomId> rooms, JournalException cause) {
    if (!isDamaged(cause)) {
      // The store has logged damaged data.
      log.atError().addKeyValue("rooms", rooms.size()).setCause(cause).log("rooms can't be read");
    }
    for (RoomId id : rooms) {
      memory.doubt(id);
      List<Request.OfRoom> refused = byRoom.remove(id);
      if (refused != null) {
        refused.forEach(request -> refuse(request, cause));
      }
    }
    if (rooms.contains(RoomId.AUDIT)) {
      refuseModerating(cause);
    }
  }

  private void refuseModerating(JournalException cause) {
    for (List<Request.OfRoom> asked : byRoom.values()) {
      asked.stream().filter(Request::isModerating).forEach(act -> refuse(act, cause));
      asked.removeIf(Request::isModerating);
    }
  }

  private static void refuse(Request.OfRoom request, JournalException cause) {
    switch (request) {
      case Request.Act act ->
          act.answer(
              isDamaged(cause)
                  ? new Outcome.Rejected(Rejection.DATA_DAMAGED)
                  : new Outcome.Unknown());
      case Request.Follow follow ->
          follow.follower().lane().execute(() -> follow.follower().failed(cause));
    }
  }

  private static boolean isDamaged(JournalException e) {
    return e.reason() == JournalException.Reason.DAMAGED;
  }
}
