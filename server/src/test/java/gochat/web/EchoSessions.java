package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Sessions that say what they hear, and tell the test what happens to them.
final class EchoSessions implements StreamService {
  private final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<StreamRequest> requests = new LinkedBlockingQueue<>();

  @Override
  public Function<TextStream, TextSession> admit(StreamRequest request) {
    requests.add(request);
    if (request.query().containsKey("refuse")) {
      throw Status.UNAUTHENTICATED.withDescription("no token").asRuntimeException();
    }
    return stream -> {
      Session session = new Session(stream);
      opened.add(session);
      return session;
    };
  }

  void clear() {
    opened.clear();
    requests.clear();
  }

  Session next() throws InterruptedException {
    Session session = opened.poll(60, TimeUnit.SECONDS);
    if (session == null) {
      throw new AssertionError("no stream was opened");
    }
    return session;
  }

  static final class Session implements TextSession {
    final TextStream stream;
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    volatile boolean isBusy;

    Session(TextStream stream) {
      this.stream = stream;
    }

    /// What happened next.
    String event() throws InterruptedException {
      return String.valueOf(events.poll(60, TimeUnit.SECONDS));
    }

    /// The same, whatever was written meanwhile.
    String eventButDrained() throws InterruptedException {
      String event = event();
      return event.equals("drained") ? eventButDrained() : event;
    }

    /// Offers a text on the stream's lane.
    boolean offer(String text) throws Exception {
      return onLane(() -> say(text));
    }

    /// Offers `text` whenever there is room, until the client is found to take nothing.
    void offerUntilStalled(String text) throws Exception {
      String event;
      do {
        boolean isTaken;
        do {
          isTaken = offer(text);
        } while (isTaken);
        event = event();
      } while (event.equals("drained"));
      assertThat(event).isEqualTo("stalled");
    }

    /// Offers a text, over and over.
    ///
    /// @return whether anything happened to this session from within
    boolean isToldWithinOffers(String text, int count) throws Exception {
      return onLane(() -> {
        // The client may be known to be gone already.
        int before = events.size();
        for (int i = 0; i < count; i++) {
          var _ = say(text);
        }
        return events.size() > before;
      });
    }

    boolean isDrained() throws Exception {
      return onLane(stream::isDrained);
    }

    void end(Status reason) {
      stream.lane().execute(() -> stream.end(reason));
    }

    private boolean onLane(BooleanSupplier task) throws Exception {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      stream.lane().execute(() -> answer.complete(task.getAsBoolean()));
      return answer.get(60, TimeUnit.SECONDS);
    }

    private boolean say(String text) {
      ByteBuf framed = Unpooled.buffer();
      ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
      stream.framing().append(bytes, framed);
      bytes.release();
      return stream.offer(framed);
    }

    @Override
    public boolean receive(String text) {
      if (isBusy) {
        events.add("held " + text);
        return false;
      }
      if (text.equals("fail")) {
        throw new IllegalStateException("a secret of the server");
      }
      if (text.startsWith("end ")) {
        stream.end(Status.Code.valueOf(text.substring(4)).toStatus().withDescription("as asked"));
        return true;
      }
      return say(text);
    }

    @Override
    public void quiet() {
      // A client that listens only has no other way to see that the server is there.
      if (stream.framing() == TextFraming.EVENT_STREAM) {
        say("here");
      }
    }

    @Override
    public void drained() {
      events.add("drained");
      stream.resume();
    }

    @Override
    public void stalled() {
      events.add("stalled");
    }

    @Override
    public void shutDown() {
      events.add("shutDown");
      stream.end(Status.UNAVAILABLE.withDescription("the server is shutting down"));
    }

    @Override
    public void disconnected() {
      events.add("disconnected");
    }
  }
}
