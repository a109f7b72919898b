package gochat.system.checker;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that was seen of a run.
///
/// @param logs by room: what the store holds after the last crash
/// @param privateRooms those that only members may read
/// @param seedStreams ids of those that speak the first contract
/// @param online ids of the streams that are open at the end
/// @param residentBytes the most memory that the server took
/// @param stops those that were asked for
/// @param bounds what the run is held to
public record History(
    List<Operation> operations,
    List<Stream> streams,
    Map<String, List<Event>> logs,
    Set<String> privateRooms,
    Set<String> seedStreams,
    Set<String> online,
    long healedNanos,
    long residentBytes,
    List<Stop> stops,
    Bounds bounds) {
  public History {
    operations = List.copyOf(operations);
    streams = List.copyOf(streams);
    logs = Map.copyOf(logs);
    privateRooms = Set.copyOf(privateRooms);
    seedStreams = Set.copyOf(seedStreams);
    online = Set.copyOf(online);
    stops = List.copyOf(stops);
  }

  /// @param reachHeadNanos how long after the last fault everybody may take to the head
  /// @param stopNanos how long a stop may take
  /// @param closePortsNanos how long a server that stops may go on accepting connections
  public record Bounds(
      long reachHeadNanos, long residentBytes, long stopNanos, long closePortsNanos) {}

  /// Everything that contradicts the contract; empty when nothing does.
  public List<Violation> violations() {
    Messages messages = new Messages(this);
    Memberships memberships = new Memberships(this);
    List<Violation> found = new ArrayList<>();
    new LogCheck(this).check(found);
    new OrderCheck(this, messages, memberships).check(found);
    new OutcomeCheck(this, messages).check(found);
    new OriginCheck(this, messages).check(found);
    new SequenceCheck(this).check(found);
    new SeedCheck(this, messages).check(found);
    new WhisperCheck(this).check(found);
    new MembershipCheck(this, memberships).check(found);
    new ErasureCheck(this).check(found);
    new MarkerCheck(this, messages).check(found);
    new PresenceCheck(this).check(found);
    new StopCheck(this).check(found);
    found.addAll(new Settlement(operations, streams, online).violations());
    new BoundCheck(this, messages, memberships).check(found);
    return found;
  }

  /// How much was seen, in a line.
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
    long longestStopMs = stops.stream().mapToLong(stop -> stop.nanos() / 1_000_000).max().orElse(0);
    return "%d operations %s, %d events in %d logs, %d frames on %d streams, %d MiB, %d stops of at most %d ms"
        .formatted(
            operations.size(),
            results,
            events,
            logs.size(),
            frames,
            streams.size(),
            residentBytes >> 20,
            stops.size(),
            longestStopMs);
  }

  List<Event> log(String room) {
    return logs.getOrDefault(room, List.of());
  }
}
