package gochat.metric;

import static java.util.Objects.requireNonNull;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A journal that measures the appends of another one.
final class MeasuredJournal implements Journal {
  private enum Outcome {
    STORED,
    CONFLICT,
    DISK_FULL,
    FAILED
  }

  private final Journal journal;
  private final LongConsumer nanos;
  private final LongConsumer events;
  private final Map<Outcome, LongAdder> outcomes =
      Stream.of(Outcome.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));

  MeasuredJournal(Journal journal, Meters meters) {
    this.journal = journal;
    nanos = meters.seconds(Metric.APPEND_SECONDS);
    events = meters.counts(Metric.APPEND_EVENTS);
    meters.gauge(Metric.EPOCH, journal::epoch);
    outcomes.forEach((outcome, count) ->
        meters.counter(Metric.APPENDS_TOTAL, outcome.name().toLowerCase(Locale.ROOT), count::sum));
  }

  @Override
  public AppendResult append(List<Batch> batches) {
    return measured(batches, () -> journal.append(batches));
  }

  @Override
  public AppendResult appendAlone(Collection<RoomId> rooms, Supplier<List<Batch>> decide) {
    List<Batch> decided = new ArrayList<>();
    return measured(
        decided,
        () ->
            journal.appendAlone(
                rooms,
                () -> {
                  decided.addAll(decide.get());
                  return decided;
                }));
  }

  /// @param batches filled by the append, at the latest
  private AppendResult measured(List<Batch> batches, Supplier<AppendResult> append) {
    long beganNanos = System.nanoTime();
    Outcome outcome = Outcome.FAILED;
    try {
      AppendResult result = append.get();
      outcome =
          switch (result) {
            case AppendResult.Stored _ -> Outcome.STORED;
            case AppendResult.Conflict _ -> Outcome.CONFLICT;
            case AppendResult.DiskFull _ -> Outcome.DISK_FULL;
          };
      return result;
    } finally {
      nanos.accept(System.nanoTime() - beganNanos);
      events.accept(batches.stream().mapToInt(batch -> batch.events().size()).sum());
      requireNonNull(outcomes.get(outcome)).increment();
    }
  }

  @Override
  public Map<RoomId, List<Known>> lookUp(Map<RoomId, List<Command>> commands) {
    return journal.lookUp(commands);
  }

  @Override
  public Map<RoomId, RoomSnapshot> load(Collection<RoomId> rooms) {
    return journal.load(rooms);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return journal.read(room, after, entriesMax, bytesMax);
  }

  @Override
  public Map<UUID, Long> lastMessages(RoomId room, long after, long sinceMs) {
    return journal.lastMessages(room, after, sinceMs);
  }

  @Override
  public long trim(RoomId room, long to, int eventsMax) {
    return journal.trim(room, to, eventsMax);
  }

  @Override
  public RoomSnapshot floor(RoomId room) {
    return journal.floor(room);
  }

  @Override
  public long head(RoomId room) {
    return journal.head(room);
  }

  @Override
  public long epoch() {
    return journal.epoch();
  }
}
