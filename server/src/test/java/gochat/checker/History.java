package gochat.checker;

import static gochat.checker.Invariant.ORDERLY_STOP;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import gochat.checker.Invariant.Violation;
import gochat.journal.Journal;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that was seen of a run.
///
/// @param logs by room: the events in the store after the last crash, behind those that were
///   removed, as they were then
/// @param losses of earlier logs, in their order
/// @param removals the removals of old events
/// @param privateRooms those that only members may read
/// @param fullDisks the times at which the store had no space
/// @param stops those that were asked for
/// @param problems see [HistoryRecorder#problem]
public record History(
    List<Operation> operations,
    List<Stream> streams,
    Map<String, List<Event>> logs,
    List<Loss> losses,
    List<Removal> removals,
    Set<String> privateRooms,
    List<FullDisk> fullDisks,
    List<Stop> stops,
    List<String> problems,
    End end,
    Bounds bounds) {
  static final String LOBBY = "lobby";

  private static final int PAGE_ENTRIES_MAX = 10_000;
  private static final int PAGE_BYTES_MAX = 64 << 20;

  public History {
    operations = List.copyOf(operations);
    streams = List.copyOf(streams);
    logs = Map.copyOf(logs);
    losses = List.copyOf(losses);
    removals = List.copyOf(removals);
    privateRooms = Set.copyOf(privateRooms);
    fullDisks = List.copyOf(fullDisks);
    stops = List.copyOf(stops);
    problems = List.copyOf(problems);
  }

  /// From `at` on, the events of `room` up to the seq `floor` were no longer kept.
  public record Removal(String room, long floor, long at) {}

  /// From `from` to `to` the store had no space. A message that was sent by then may have been
  /// refused and, if its client did not learn that, been stored when it was repeated, behind later
  /// ones of the same client.
  public record FullDisk(long from, long to) {
    boolean touches(long invokedAt, long acknowledgedAt) {
      return invokedAt <= to && acknowledgedAt >= from;
    }
  }

  /// How it ended.
  ///
  /// @param online ids of the streams that were open
  /// @param healedAt when the last fault was over
  /// @param residentBytes the most memory that the server took
  public record End(Set<String> online, long healedAt, long residentBytes) {
    public End {
      online = Set.copyOf(online);
    }
  }

  /// Times are durations by the clock of the run.
  ///
  /// @param reachHead how long after the last fault every client may take to the head
  /// @param stop how long a stop may take
  /// @param closePorts how long a server that stops may go on accepting connections
  /// @param isOneServer false when others write to the same logs: then a server of the first
  ///   contract, whose streams begin at the head that it knows, may not know the newest yet
  public record Bounds(
      long reachHead, long residentBytes, long stop, long closePorts, boolean isOneServer) {}

  /// Reads the logs of a history from the store.
  ///
  /// @return by room
  public static Map<String, List<Event>> logs(Journal journal, Collection<RoomId> rooms) {
    Map<String, List<Event>> logs = new HashMap<>();
    for (RoomId room : rooms) {
      logs.put(room.value(), log(journal, room));
    }
    return logs;
  }

  private static List<Event> log(Journal journal, RoomId room) {
    long epoch = journal.epoch();
    List<Event> log = new ArrayList<>();
    List<LogEntry> page = journal.read(room, 0, PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    while (!page.isEmpty()) {
      page.forEach(entry -> log.add(Event.of(room, epoch, entry)));
      page = journal.read(room, page.getLast().seq(), PAGE_ENTRIES_MAX, PAGE_BYTES_MAX);
    }
    return log;
  }

  /// Everything that contradicts the contract; empty when nothing does.
  public List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    if (losses.isEmpty()) {
      check(found);
    } else {
      Loss first = losses.getFirst();
      first.check(losses.size() == 1 ? logs : losses.get(1).logs(), found);
      Division division = new Division(first, operations, streams);
      division.check(found);
      division.before(this).check(found);
      found.addAll(division.after(this).violations());
    }
    return found;
  }

  /// Checks the history of logs of which no event was lost.
  private void check(List<Violation> found) {
    Messages messages = new Messages(this);
    Memberships memberships = new Memberships(this);
    new LogCheck(this).check(found);
    new RemovalCheck(this).check(found);
    new OrderCheck(this, messages, memberships).check(found);
    new EffectCheck(this, messages).check(found);
    new SequenceCheck(this, memberships).check(found);
    new PositionlessCheck(this, messages).check(found);
    memberships.check(found);
    SignalCheck signals = new SignalCheck(operations, streams);
    signals.check(messages, found);
    found.addAll(signals.unsettled(end.online()));
    stops.forEach(stop -> stop.check(bounds, found));
    checkMemory(found);
    problems.forEach(problem -> found.add(new Violation(Invariant.NO_PROBLEM, problem)));
  }

  /// Output that waits for a connection can't be seen from outside. If it had no bound, the memory
  /// of a small server would show it.
  private void checkMemory(List<Violation> found) {
    if (end.residentBytes() > bounds.residentBytes()) {
      found.add(
          new Violation(
              Invariant.BOUNDED,
              "the server took %d bytes (expected: at most %d)"
                  .formatted(end.residentBytes(), bounds.residentBytes())));
    }
  }

  /// How much was seen, in a line, of a run whose moments are nanoseconds.
  public String summary() {
    Map<String, Long> results =
        operations.stream()
            .collect(
                groupingBy(
                    operation -> operation.result().getClass().getSimpleName(),
                    TreeMap::new,
                    counting()));
    int frames = streams.stream().mapToInt(stream -> stream.frames().size()).sum();
    int events = logs.values().stream().mapToInt(List::size).sum();
    long longestStopMs =
        stops.stream().mapToLong(stop -> stop.duration() / 1_000_000).max().orElse(0);
    long removed = logs.keySet().stream().mapToLong(this::floor).sum();
    return "%d operations %s, %d events in %d logs, %d of them removed, %d frames on %d streams, %d MiB, %d stops of at most %d ms"
        .formatted(
            operations.size(),
            results,
            events,
            logs.size(),
            removed,
            frames,
            streams.size(),
            end.residentBytes() >> 20,
            stops.size(),
            longestStopMs);
  }

  /// The seq of the last removed event of a room, 0 for none.
  long floor(String room) {
    return floor(room, Operation.NEVER);
  }

  /// The same before the moment `at`.
  long floor(String room, long at) {
    return removals.stream()
        .filter(removal -> removal.room.equals(room) && removal.at < at)
        .mapToLong(Removal::floor)
        .max()
        .orElse(0);
  }

  List<Event> log(String room) {
    return logs.getOrDefault(room, List.of());
  }

  /// A stop of the server that was asked for, with SIGTERM. Times as in [Operation].
  ///
  /// @param exitCode of its process
  /// @param attempts to connect meanwhile, in any order
  public record Stop(long signalledAt, long endedAt, int exitCode, List<Attempt> attempts) {
    public Stop {
      attempts = List.copyOf(attempts);
    }

    /// @param port one of the server's
    public record Attempt(int port, long startedAt, long endedAt, boolean isAccepted) {}

    long duration() {
      return endedAt - signalledAt;
    }

    /// A stop succeeds within its time. Meanwhile the ports close and stay closed, however many
    /// clients come back.
    void check(Bounds bounds, List<Violation> found) {
      if (exitCode != 0) {
        found.add(new Violation(ORDERLY_STOP, "it ended with exit code " + exitCode));
      }
      if (duration() > bounds.stop()) {
        found.add(new Violation(ORDERLY_STOP, "it took " + duration()));
      }
      Map<Integer, Long> closedAt = new HashMap<>();
      for (Attempt attempt : attempts) {
        if (!attempt.isAccepted) {
          closedAt.merge(attempt.port, attempt.endedAt, Math::min);
        }
      }
      long latestAt = signalledAt + bounds.closePorts();
      attempts.stream()
          .filter(attempt ->
              attempt.isAccepted
                  && attempt.startedAt
                      > Math.min(latestAt, closedAt.getOrDefault(attempt.port, latestAt)))
          .findFirst()
          .ifPresent(late ->
              found.add(
                  new Violation(
                      ORDERLY_STOP,
                      "port %d took a connection %d ms after the signal"
                          .formatted(late.port, (late.startedAt - signalledAt) / 1_000_000))));
    }
  }
}
