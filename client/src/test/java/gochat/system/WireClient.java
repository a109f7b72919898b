package gochat.system;

import static java.util.Objects.requireNonNull;

import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.Invocation;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Operation.NotSent;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Cursor;
import gochat.checker.Stream.From;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.Wishes;
import gochat.system.Devices.Client;
import gochat.system.Devices.Device;
import gochat.v1.ClientFrame;
import gochat.v1.FollowFrom;
import gochat.v1.FollowRequest;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import gochat.v1.StartRequest;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A program that speaks the v1 protocol without the client library: it records the frames of its
/// connection. It sends messages of unknown outcome again, before newer ones.
///
/// Its loop confines all state but the fields that are volatile or concurrent.
final class WireClient implements Client {
  private static final long START_ID = 1;
  private static final int PAUSE_MS_MAX = 200;

  private record Asked(Request request, Consumer<Result> answered) {
    boolean isRepeatable() {
      return request instanceof Post;
    }
  }

  /// A request without a reply so far.
  private record Sent(Asked asked, Invocation invocation) {}

  /// The options of its streams.
  ///
  /// @param from the first cursors, by room
  /// @param catchUpMax the limit of missed events on some of its connections; 0: never a limit
  /// @param watched users whose presence it follows
  record StreamOptions(Map<String, Cursor> from, int catchUpMax, Set<String> watched) {}

  private final Device device;
  private final Transport transport;
  private final StreamOptions options;
  private final HistoryRecorder recorder;
  private final SplittableRandom random;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private final ConcurrentHashMap<String, Cursor> cursors = new ConcurrentHashMap<>();

  /// Messages that go out with the next connection.
  private final ArrayDeque<Asked> waiting = new ArrayDeque<>();

  private final Map<Long, Sent> underWay = new LinkedHashMap<>();
  private volatile String stream = "";
  private Transport.@Nullable Connection open;
  private boolean isStarted;
  private boolean isClosed;
  private long nextId = START_ID + 1;
  private volatile boolean isSlow;

  WireClient(
      Device device,
      Transport transport,
      StreamOptions options,
      HistoryRecorder recorder,
      long seed) {
    this.device = device;
    this.transport = transport;
    this.options = options;
    this.recorder = recorder;
    random = new SplittableRandom(seed);
    cursors.putAll(options.from());
    onLoop(this::connect);
  }

  private void onLoop(Runnable task) {
    loop.execute(() -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        recorder.problem(stream + " failed: " + e);
      }
    });
  }

  private void connect() {
    if (isClosed) {
      return;
    }
    int catchUpMax = random.nextInt(3) == 0 ? options.catchUpMax() : 0;
    List<From> all = List.of(From.values());
    From from = all.get(random.nextInt(all.size()));
    StreamRecorder opened =
        recorder.opened(
            device.user(), Kind.V1, new Wishes(cursors, from, catchUpMax, options.watched()));
    stream = opened.id();
    isStarted = false;
    FollowRequest.Builder follow =
        FollowRequest.newBuilder()
            .setFrom(FollowFrom.valueOf("FOLLOW_FROM_" + from))
            .setCatchUpMax(catchUpMax)
            .addAllWatchedUsers(options.watched());
    cursors.forEach((room, cursor) ->
        follow.addCursors(
            gochat.v1.Cursor.newBuilder()
                .setRoom(room)
                .setEpoch(cursor.epoch())
                .setSeq(cursor.seq())));
    ClientFrame start =
        ClientFrame.newBuilder()
            .setId(START_ID)
            .setStart(StartRequest.newBuilder().setFollow(follow))
            .build();
    open = transport.open(device.link().port(), device.token(), loop, new Listener(opened));
    open.send(start);
  }

  @Override
  public void ask(Request request, Consumer<Result> answered) {
    onLoop(() -> {
      Asked asked = new Asked(request, answered);
      if (isStarted) {
        send(asked);
      } else if (asked.isRepeatable()) {
        waiting.add(asked);
      } else {
        Result result = new NotSent("there is no connection");
        recorder.invoked(device.user(), stream, request).completed(result);
        answered.accept(result);
      }
    });
  }

  private void send(Asked asked) {
    Invocation invocation = recorder.invoked(device.user(), stream, asked.request());
    long id = nextId++;
    underWay.put(id, new Sent(asked, invocation));
    requireNonNull(open).send(ApiCalls.call(asked.request(), device.user(), id));
  }

  private void lost(Status status) {
    Result unknown = new Unknown(status.toString());
    for (Sent sent : List.copyOf(underWay.values()).reversed()) {
      sent.invocation().completed(unknown);
      if (sent.asked().isRepeatable()) {
        waiting.addFirst(sent.asked());
      } else {
        sent.asked().answered().accept(unknown);
      }
    }
    underWay.clear();
    open = null;
    isStarted = false;
    if (!Client.isLoss(status)) {
      recorder.problem(stream + " ended with " + status);
    }
    if (!isClosed) {
      // Sometimes at once, like programs without a back-off.
      int pauseMs = random.nextInt(4) == 0 ? 0 : random.nextInt(PAUSE_MS_MAX);
      var _ = loop.schedule(this::connect, pauseMs, TimeUnit.MILLISECONDS);
    }
  }

  private void replied(Reply reply) {
    if (reply.getId() == START_ID) {
      if (reply.hasStart() && open != null) {
        isStarted = true;
        while (!waiting.isEmpty()) {
          send(waiting.remove());
        }
      }
      return;
    }
    if (reply.getId() == 0) {
      // The stream ends, and its status follows.
      return;
    }
    Sent sent = underWay.get(reply.getId());
    if (sent == null) {
      recorder.problem(stream + " got a reply without a request: " + reply);
      return;
    }
    Status.Code code = Status.fromCodeValue(reply.getError().getCode()).getCode();
    if (code == Status.Code.UNAVAILABLE && sent.asked().isRepeatable()) {
      // A new connection repeats it, before the later requests.
      breakOff();
      return;
    }
    if (code == Status.Code.INTERNAL) {
      recorder.problem(sent.asked().request() + " failed: " + reply.getError().getMessage());
    }
    underWay.remove(reply.getId());
    Result result = ApiCalls.result(reply);
    sent.invocation().completed(result);
    sent.asked().answered().accept(result);
  }

  @Override
  public void crash() {
    onLoop(this::breakOff);
  }

  private void breakOff() {
    isStarted = false;
    if (open != null) {
      open.cancel();
      open = null;
    }
  }

  @Override
  public void setSlow(boolean slow) {
    isSlow = slow;
  }

  @Override
  public String user() {
    return device.user();
  }

  @Override
  public Map<String, Long> positions() {
    Map<String, Long> positions = new HashMap<>();
    cursors.forEach((room, cursor) -> positions.put(room, cursor.seq()));
    return positions;
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public void close() {
    onLoop(() -> {
      isClosed = true;
      breakOff();
    });
  }

  private final class Listener implements Transport.Listener {
    private final EventRecording events;

    Listener(StreamRecorder opened) {
      events = new EventRecording(recorder, opened);
    }

    @Override
    public void frame(ServerFrame frame) {
      if (frame.hasReply()) {
        replied(frame.getReply());
      } else {
        events.record(frame, cursors);
      }
    }

    @Override
    public long pauseMs() {
      return isSlow ? random.nextInt(1, 50) : 0;
    }

    @Override
    public void ended(Status status) {
      lost(status);
    }
  }
}
