package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.error.Failure;
import gochat.error.Reason;
import gochat.session.Inbound;
import gochat.stream.ClientStream;
import gochat.v1.FollowRequest;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sessions that send back what they receive, and record the calls that they get.
final class EchoSessions implements TextService, FollowService {
  private final WebFraming framing;
  private final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();
  final BlockingQueue<TextService.Request> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<FollowRequest> follows = new LinkedBlockingQueue<>();

  EchoSessions(WebFraming framing) {
    this.framing = framing;
  }

  @Override
  public Function<ClientStream, TextSession> admit(Request request) {
    requests.add(request);
    if (request.query().containsKey("refuse")) {
      throw Failure.of(Reason.TOKEN_REFUSED, "no token");
    }
    return stream -> {
      Session session = new Session(stream, framing);
      opened.add(session);
      return new TextSession(session, session::receive);
    };
  }

  /// Refuses a client that asks for the room `refused`.
  @Override
  public Session follow(
      Metadata metadata, Attributes attributes, FollowRequest request, ClientStream client) {
    follows.add(request);
    Session session = new Session(client, framing);
    boolean isRefused = request.getRoomsList().contains("refused");
    client
        .lane()
        .execute(() -> {
          if (isRefused) {
            client.fail(Failure.of(Reason.TOKEN_REFUSED, "no token"));
          } else {
            client.opened();
            opened.add(session);
          }
        });
    return session;
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

  static final class Session implements Inbound<String> {
    final ClientStream stream;
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    volatile boolean isBusy;
    private final WebFraming framing;
    private @Nullable String held;
    private boolean isResuming;

    Session(ClientStream stream, WebFraming framing) {
      this.stream = stream;
      this.framing = framing;
    }

    /// The next recorded call.
    String event() throws InterruptedException {
      return String.valueOf(events.poll(60, TimeUnit.SECONDS));
    }

    /// The next recorded call that is no `drained`.
    String eventButDrained() throws InterruptedException {
      String event = event();
      return event.equals("drained") ? eventButDrained() : event;
    }

    /// Offers a text on the stream's lane.
    boolean offer(String text) throws Exception {
      return onLane(() -> say(text));
    }

    /// Offers `text` whenever there is room, until the client is found to take nothing.
    void offerUntilGone(String text) throws Exception {
      String event;
      do {
        boolean isTaken;
        do {
          isTaken = offer(text);
        } while (isTaken);
        event = event();
      } while (event.equals("drained"));
      assertThat(event).isEqualTo("disconnected");
    }

    /// Offers a text, over and over.
    ///
    /// @return whether the session was called meanwhile
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

    void end(Failure failure) {
      stream.lane().execute(() -> stream.fail(failure));
    }

    private boolean onLane(BooleanSupplier task) throws Exception {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      stream.lane().execute(() -> answer.complete(task.getAsBoolean()));
      return answer.get(60, TimeUnit.SECONDS);
    }

    private boolean say(String text) {
      ByteBuf framed = Unpooled.buffer();
      ByteBuf bytes = Unpooled.copiedBuffer(text, UTF_8);
      framing.frame(bytes, () -> null, framed);
      bytes.release();
      return stream.offer(framed);
    }

    @Override
    public void receive(String text) {
      if (isBusy) {
        events.add("held " + text);
        hold(text);
      } else if (text.equals("fail")) {
        throw new IllegalStateException("a secret of the server");
      } else if (text.startsWith("end ")) {
        stream.fail(Failure.of(Reason.valueOf(text.substring(4)), "as asked"));
      } else if (!say(text)) {
        hold(text);
      }
    }

    private void hold(String text) {
      held = text;
      if (!isResuming) {
        stream.pause();
      }
    }

    /// Takes the held text, unless it is still busy.
    void goOn() {
      stream.lane().execute(this::retry);
    }

    private void retry() {
      String text = held;
      held = null;
      if (text != null) {
        isResuming = true;
        receive(text);
        isResuming = false;
        if (held == null) {
          stream.resume();
        }
      }
    }

    @Override
    public void drained() {
      events.add("drained");
      retry();
    }

    @Override
    public void shutDown() {
      events.add("shutDown");
      stream.fail(Failure.of(Reason.SHUTTING_DOWN, "the server is shutting down"));
    }

    @Override
    public void tooLong(long bytes, int bytesMax) {}

    @Override
    public void halfClosed() {}

    @Override
    public void sweep(long nowNanos) {}

    @Override
    public void disconnected() {
      events.add("disconnected");
    }
  }
}
