package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import gochat.v1.ServerFrame;
import gochat.v1.SignOutRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The streams of the v1 API on the web port.
@SuppressWarnings("NullAway.Init")
class WebStreamsTest {
  private static final int POLICY_VIOLATION = 1008;
  private static final int NORMAL = 1000;

  /// Of errors.
  private static final TypeRegistry DETAILS =
      TypeRegistry.newBuilder()
          .add(BadRequest.getDescriptor())
          .add(ErrorInfo.getDescriptor())
          .build();

  @RegisterExtension final ServerFixture server = new ServerFixture(Map.of(Setting.WEB_PORT, "0"));

  private final HttpClient http = HttpClient.newHttpClient();
  private V1Client alice;

  @BeforeEach
  void start() {
    alice = V1Client.register(server.channel(), "Alice");
  }

  @AfterEach
  void stop() {
    // Does not wait for streams, which have no end.
    http.shutdownNow();
  }

  private String address(String scheme, String path) {
    return scheme + "://127.0.0.1:" + server.webPort() + path;
  }

  @Test
  void aWebSocketAsksAndIsToldAsJson() throws Exception {
    Socket socket = connect();

    socket.send("{\"id\": 7, \"sendMessage\": {\"room\": \"lobby\", \"text\": \"你好\"}}");

    // The order of the two is not promised.
    ServerFrame first = socket.next();
    ServerFrame second = socket.next();
    ServerFrame reply = first.hasReply() ? first : second;
    ServerFrame event = first.hasReply() ? second : first;
    assertThat(reply.getReply().getId()).isEqualTo(7);
    assertThat(reply.getReply().getSendMessage().getSent().getSeq()).isEqualTo(1);
    assertThat(event.getEvent().getMessagePosted().getText()).isEqualTo("你好");
    socket.socket.sendClose(NORMAL, "").join();
    assertThat(socket.closed.get(60, TimeUnit.SECONDS)).isEqualTo(NORMAL);
  }

  @Test
  void aTextThatIsNoFrameIsRefusedAndTheStreamLivesOn() throws Exception {
    Socket socket = connect();

    socket.send("{\"id\": 8, \"sendMessage\": ");
    assertThat(socket.next().getReply().getError().getMessage())
        .startsWith("The frame can't be read: not one object of JSON")
        .doesNotContain("java.");

    socket.send("{\"id\": 9, \"getRoom\": {\"room\": \"#none\"}}");
    ServerFrame notFound = socket.next();
    assertThat(notFound.getReply().getId()).isEqualTo(9);
    assertThat(notFound.getReply().getError().getMessage()).contains("\"#none\"");

    socket.send("{\"id\": 10, \"getRoom\": {\"room\": \"lobby\"}}");
    assertThat(socket.next().getReply().getGetRoom().getRoom().getRoomId()).isEqualTo("lobby");
  }

  @Test
  void aWebSocketWithoutAGoodTokenIsClosedWithASentence() throws Exception {
    Socket socket = new Socket();

    socket.send("{\"id\": 1, \"start\": {\"token\": \"gct_nonsense\"}}");

    ServerFrame last = socket.next();
    assertThat(last.getReply().getId()).isZero();
    assertThat(last.getReply().getError().getMessage()).contains("sign in again");
    assertThat(socket.closed.get(60, TimeUnit.SECONDS)).isEqualTo(POLICY_VIOLATION);
    assertThat(socket.reason).contains("sign in again");
  }

  @Test
  void signingOutClosesTheWebSocket() throws Exception {
    Socket socket = connect();

    alice.accounts().signOut(SignOutRequest.getDefaultInstance());

    assertThat(socket.closed.get(60, TimeUnit.SECONDS)).isEqualTo(POLICY_VIOLATION);
  }

  @Test
  void serverSentEventsBringWhatWasMissedAndThenWhatHappens() throws Exception {
    alice.send("lobby", "missed");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("http", "/v1/events?cursors=lobby:0:0")))
            .header("authorization", "Bearer " + alice.signedIn().getToken())
            .build();

    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      Iterator<ServerFrame> frames =
          lines
              .filter(line -> line.startsWith("data: "))
              .map(line -> frame(line.substring("data: ".length())))
              .iterator();
      assertThat(V1Client.untilCaughtUp(frames))
          .filteredOn(ServerFrame::hasEvent)
          .extracting(frame -> frame.getEvent().getMessagePosted().getText())
          .containsExactly("missed");

      alice.send("lobby", "live");
      assertThat(frames.next().getEvent().getMessagePosted().getText()).isEqualTo("live");
    }
  }

  @Test
  void aBrowserThatComesBackGoesOnBehindTheIdOfTheLastEvent() throws Exception {
    alice.send("lobby", "one");
    alice.send("lobby", "two");
    String query = "/v1/events?cursors=lobby:0:0&from=FOLLOW_FROM_JOINED&catchUpMax=5";
    List<String> first = lines(query, "", "two");
    String id = first.get(first.indexOf(text(first, "one")) - 1);
    assertThat(id).matches("id: lobby:[0-9]+:1");

    List<String> second = lines(query, id.substring("id: ".length()), "two");

    assertThat(second).noneMatch(line -> line.contains("\"text\":\"one\""));
  }

  private static String text(List<String> lines, String text) {
    return lines.stream()
        .filter(line -> line.contains("\"text\":\"" + text + "\""))
        .findFirst()
        .orElseThrow();
  }

  /// The lines of a stream of events up to a text.
  ///
  /// @param lastId of an event, empty for none
  private List<String> lines(String path, String lastId, String text) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address("http", path)))
            .header("authorization", "Bearer " + alice.signedIn().getToken());
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    List<String> read = new ArrayList<>();
    try (Stream<String> lines = http.send(request.build(), BodyHandlers.ofLines()).body()) {
      Iterator<String> rest = lines.iterator();
      do {
        read.add(rest.next());
      } while (!read.getLast().contains("\"text\":\"" + text + "\""));
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cursor=lobby:0:0; here is no field \\\"cursor\\\" (expected: cursors, from, rooms,",
        "cursors=lobby; cursors: \\\"lobby\\\" (expected: ROOM:EPOCH:SEQ, such as lobby:1:42)",
        "from=JOINED; from: \\\"JOINED\\\" (expected: FOLLOW_FROM_UNSPECIFIED | FOLLOW_FROM_END",
        "catchUpMax=1&catchUpMax=2; catchUpMax: given more than once"
      })
  void aParameterOfTheEventsThatIsNotAFieldOfTheRequestIsRefused(String query, String sentence)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("http", "/v1/events?" + query))).build();

    var answer = http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence);
  }

  @Test
  void aBadIdOfTheLastEventIsRefusedLikeABadCursor() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("http", "/v1/events")))
            .header("Last-Event-ID", "17")
            .build();

    var answer = http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Last-Event-ID: \\\"17\\\" (expected: ROOM:EPOCH:SEQ");
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket();
    socket.send("{\"id\": 1, \"start\": {\"token\": \"" + alice.signedIn().getToken() + "\"}}");
    assertThat(socket.next().getReply().getStart().getStarted().getUser().getName())
        .isEqualTo("Alice");
    ServerFrame frame;
    do {
      frame = socket.next();
    } while (!frame.hasCaughtUp());
    return socket;
  }

  private static ServerFrame frame(String json) {
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    try {
      JsonFormat.parser().usingTypeRegistry(DETAILS).merge(json, frame);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(json, e);
    }
    return frame.build();
  }

  private final class Socket implements WebSocket.Listener {
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final LinkedBlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final StringBuilder partial = new StringBuilder();
    final WebSocket socket;
    volatile String reason = "";

    Socket() {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(address("ws", "/v1/connect")), this)
              .join();
    }

    void send(String text) {
      socket.sendText(text, true).join();
    }

    ServerFrame next() throws InterruptedException {
      String text = texts.poll(60, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("nothing came; closed: " + closed.getNow(null) + " " + reason);
      }
      return frame(text);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      partial.append(data);
      if (isLast) {
        texts.add(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
      reason = why;
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
