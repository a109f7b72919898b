package gochat.checker;

import gochat.checker.History.FullDisk;
import gochat.checker.History.Removal;
import gochat.checker.History.Stop;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.Wishes;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Records the [History] of a run: of real processes or of a simulation. Safe for all threads.
public final class HistoryRecorder {
  private final LongSupplier clock;
  private final AtomicInteger streamCount = new AtomicInteger();
  private final Queue<Invocation> invocations = new ConcurrentLinkedQueue<>();
  private final Queue<StreamRecorder> streams = new ConcurrentLinkedQueue<>();
  private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();
  private final Queue<Removal> removals = new ConcurrentLinkedQueue<>();
  private final Queue<FullDisk> fullDisks = new ConcurrentLinkedQueue<>();
  private final Queue<Stop> stops = new ConcurrentLinkedQueue<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /// @param clock the moments of the run; never goes back
  public HistoryRecorder(LongSupplier clock) {
    this.clock = clock;
  }

  public long now() {
    return clock.getAsLong();
  }

  /// The user of this id has this name.
  public void named(String userId, String name) {
    names.put(userId, name);
  }

  public String nameOf(String userId) {
    return names.getOrDefault(userId, userId);
  }

  /// To be called before the request leaves the client.
  ///
  /// @param stream see [Operation#stream()]
  public Invocation invoked(String user, String stream, Request request) {
    Invocation invocation =
        new Invocation(
            new Operation(user, stream, request, now(), Operation.NEVER, new Unknown("no answer")));
    invocations.add(invocation);
    return invocation;
  }

  /// Adds an operation that has no [Invocation].
  public void add(Operation operation) {
    invocations.add(new Invocation(operation));
  }

  /// To be called before the stream is asked for.
  public StreamRecorder opened(String user, Kind kind, Wishes wishes) {
    String id = user + "#" + streamCount.incrementAndGet();
    StreamRecorder opened =
        new StreamRecorder(new Stream(id, user, kind, now(), wishes, List.of()));
    streams.add(opened);
    return opened;
  }

  /// The newest events of the logs are lost. Removals that are recorded later are of the next logs.
  public void lost(Loss loss) {
    losses.add(loss);
  }

  /// The events of `room` up to the seq `floor` are no longer kept.
  public void removed(String room, long floor) {
    removals.add(new Removal(room, floor, now()));
  }

  public void diskWasFull(FullDisk time) {
    fullDisks.add(time);
  }

  public void stopped(Stop stop) {
    stops.add(stop);
  }

  /// Something that no client expects, and that no other check looks for.
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /// Whether a stream of `user` brought a message with this text.
  public boolean isTold(String user, String text) {
    return streams.stream()
        .filter(stream -> stream.opening.user().equals(user))
        .flatMap(stream -> stream.frames.stream())
        .anyMatch(frame ->
            switch (frame) {
              case Stream.Happened(_, Event event) ->
                  event.content() instanceof Event.Posted(_, String posted) && posted.equals(text);
              case Stream.Overheard(_, _, String overheard) -> overheard.equals(text);
              default -> false;
            });
  }

  /// Whether each of these streams caught up with all its rooms after `since`.
  ///
  /// @param ids of streams
  public boolean areCaughtUp(Set<String> ids, long since) {
    long caughtUp =
        streams.stream()
            .filter(stream -> ids.contains(stream.id()))
            .filter(stream ->
                stream.frames.stream()
                    .anyMatch(frame -> frame instanceof Stream.AllCaughtUp(long at) && at > since))
            .count();
    return caughtUp == ids.size();
  }

  /// Whether a stream was told after `since` that the presence of this user is `presence`.
  public boolean isTold(String user, Stream.Presence presence, long since) {
    return streams.stream()
        .flatMap(stream -> stream.frames.stream())
        .anyMatch(frame ->
            frame instanceof Stream.PresenceTold(long at, String whose, Stream.Presence told)
                && at > since
                && whose.equals(user)
                && told == presence);
  }

  /// What the clients of open streams do not know, or know wrong; see [SignalCheck#unsettled].
  public List<Violation> unsettled(Set<String> online) {
    List<Operation> operations = operations();
    List<Stream> streams = streams();
    for (Loss loss : losses) {
      Division division = new Division(loss, operations, streams);
      operations = division.operationsAfter();
      streams = division.streamsAfter();
    }
    return new SignalCheck(operations, streams).unsettled(online);
  }

  /// Whether one of the requests so far is such.
  public boolean hasOperation(Predicate<Operation> condition) {
    return invocations.stream().map(Invocation::operation).anyMatch(condition);
  }

  public List<Operation> operations() {
    return invocations.stream().map(Invocation::operation).toList();
  }

  public List<Stream> streams() {
    return streams.stream().map(StreamRecorder::stream).toList();
  }

  /// @param streams those to be judged, as they were when the run ended
  /// @param logs see [History]
  public History history(
      List<Stream> streams,
      Map<String, List<Event>> logs,
      Set<String> privateRooms,
      History.End end,
      History.Bounds bounds) {
    return new History(
        operations(),
        streams,
        logs,
        List.copyOf(losses),
        List.copyOf(removals),
        privateRooms,
        List.copyOf(fullDisks),
        List.copyOf(stops),
        List.copyOf(problems),
        end,
        bounds);
  }

  /// Something that was asked for; without an outcome until [#completed].
  public final class Invocation {
    private Operation operation;

    private Invocation(Operation operation) {
      this.operation = operation;
    }

    public Request request() {
      return operation().request();
    }

    /// Only the first result counts.
    public synchronized void completed(Result result) {
      if (operation.result() instanceof Unknown && operation.completedAt() == Operation.NEVER) {
        operation =
            operation.completed(result instanceof Unknown ? Operation.NEVER : now(), result);
      }
    }

    private synchronized Operation operation() {
      return operation;
    }
  }

  /// Records the frames of one stream.
  public static final class StreamRecorder {
    private final Stream opening;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

    private StreamRecorder(Stream opening) {
      this.opening = opening;
    }

    public String id() {
      return opening.id();
    }

    public void told(Frame frame) {
      frames.add(frame);
    }

    private Stream stream() {
      return opening.withFrames(List.copyOf(frames));
    }
  }
}
