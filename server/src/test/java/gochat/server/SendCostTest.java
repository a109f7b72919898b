package gochat.server;

import static gochat.server.MeasuredServer.ThreadKind.LANE;
import static gochat.server.MeasuredServer.ThreadKind.SHARD;
import static gochat.server.MeasuredServer.ThreadKind.VIRTUAL;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.server.MeasuredServer.HandOff;
import gochat.v1.ClientFrame;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.StartRequest;
import gochat.v1.StreamServiceGrpc;
import gochat.web.RawWebSocket;
import io.grpc.ManagedChannel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The cost of a send that is alone in flight, counted and not timed: the tasks that threads hand
/// to each other, and how often the message is encoded. Through the real edges, on one event loop.
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SendCostTest {
  private static final int SENDS = 20;

  /// One task of the shard delivers the turn, and the next one makes the reply.
  private static final Map<HandOff, Integer> ON_A_STREAM =
      Map.of(new HandOff(LANE, SHARD), 1, new HandOff(SHARD, LANE), 2);

  private static final Map<HandOff, Integer> ON_A_STREAM_WITH_A_LOOK_UP =
      Map.of(
          new HandOff(LANE, VIRTUAL), 1,
          new HandOff(VIRTUAL, LANE), 1,
          new HandOff(LANE, SHARD), 1,
          new HandOff(SHARD, LANE), 2);

  /// No stream follows the room.
  private static final Map<HandOff, Integer> BY_A_CALL =
      Map.of(
          new HandOff(LANE, VIRTUAL), 1,
          new HandOff(VIRTUAL, SHARD), 1,
          new HandOff(SHARD, LANE), 1);

  private MeasuredServer server;
  private ManagedChannel channel;
  private V1Client alice;

  @FunctionalInterface
  private interface Send {
    /// Sends a message, and returns when its reply and its event have come.
    void run(int number) throws Exception;
  }

  @BeforeEach
  void start() throws Exception {
    server = new MeasuredServer(1);
    channel = TestClient.channel(server.port());
    alice = V1Client.register(channel, "Alice");
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  /// @param handOffs of each send
  /// @param encodings of each send's event
  private void assertCosts(Send send, Map<HandOff, Integer> handOffs, int encodings)
      throws Exception {
    send.run(0);
    var _ = server.takeHandOffs();
    long encodingsBefore = server.shard().encodings();
    for (int i = 1; i <= SENDS; i++) {
      send.run(i);
    }
    assertThat(server.takeHandOffs())
        .isEqualTo(
            handOffs.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue() * SENDS)));
    assertThat(server.shard().encodings() - encodingsBefore).isEqualTo((long) encodings * SENDS);
  }

  @Test
  void aStreamOfTheFirstContractGetsNoReply() throws Exception {
    try (TestClient bob = TestClient.connect(server.port()).register("Bob");
        TestClient eve = TestClient.connect(server.port()).register("Eve")) {
      assertCosts(
          i -> {
            bob.say("message " + i);
            eve.next();
          },
          Map.of(new HandOff(LANE, SHARD), 1, new HandOff(SHARD, LANE), 1),
          1);
    }
  }

  @Test
  void aMessageToARoomByItsIdStaysOnTheLaneOfItsStream() throws Exception {
    assertStreamCosts(
        i -> ClientFrame.newBuilder().setSendMessage(message("lobby", i)), ON_A_STREAM);
  }

  @Test
  void mentionsAreLookedUpOnAVirtualThread() throws Exception {
    assertStreamCosts(
        i -> ClientFrame.newBuilder().setSendMessage(message("lobby", i).addMentions("Alice")),
        ON_A_STREAM_WITH_A_LOOK_UP);
  }

  @Test
  void aStoredDirectMessageIsOneCommand() throws Exception {
    V1Client bob = V1Client.register(channel, "Bob");
    assertStreamCosts(
        i ->
            ClientFrame.newBuilder()
                .setSendDirectMessage(
                    SendDirectMessageRequest.newBuilder()
                        .setUser(bob.signedIn().getUser().getId())
                        .setText("message " + i)),
        ON_A_STREAM_WITH_A_LOOK_UP);
  }

  private static SendMessageRequest.Builder message(String room, int number) {
    return SendMessageRequest.newBuilder().setRoom(room).setText("message " + number);
  }

  private void assertStreamCosts(
      IntFunction<ClientFrame.Builder> frames, Map<HandOff, Integer> handOffs) throws Exception {
    var stream = StreamServiceGrpc.newBlockingV2Stub(alice.asSelf()).connect();
    stream.write(ClientFrame.newBuilder().setStart(StartRequest.getDefaultInstance()).build());
    while (!stream.read().hasCaughtUp()) {
      // The frames of its rooms.
    }
    assertCosts(
        i -> {
          stream.write(frames.apply(i).setId(i).build());
          boolean isAnswered = false;
          boolean isDelivered = false;
          while (!isAnswered || !isDelivered) {
            ServerFrame frame = stream.read();
            isAnswered |= frame.hasReply() && frame.getReply().getId() == i;
            isDelivered |= frame.getEvent().hasMessagePosted();
          }
        },
        handOffs,
        1);
    stream.cancel("the test is over", null);
  }

  @Test
  void aWebSocketCostsWhatAStreamOverGrpcDoes() throws Exception {
    try (RawWebSocket socket = RawWebSocket.connect(server.webPort(), 65_536)) {
      socket.text("{\"id\": 1, \"start\": {\"token\": \"" + alice.signedIn().getToken() + "\"}}");
      while (!socket.read().text().contains("\"caughtUp\":{}")) {
        // The frames of its rooms.
      }
      assertCosts(
          i -> {
            socket.text(
                "{\"id\": 2, \"sendMessage\": {\"room\": \"lobby\", \"text\": \"m" + i + "\"}}");
            socket.read();
            socket.read();
          },
          ON_A_STREAM,
          1);
    }
  }

  @Test
  void aCallIsResolvedOnAVirtualThreadAndAnsweredOnItsLane() throws Exception {
    assertCosts(i -> alice.send("lobby", "message " + i), BY_A_CALL, 0);
  }

  @Test
  void aCallOverHttpCostsWhatACallOverGrpcDoes() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.webPort() + "/v1/rooms/lobby/messages"))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + alice.signedIn().getToken());
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertCosts(
          i -> {
            var body = BodyPublishers.ofString("{\"text\": \"message " + i + "\"}");
            var answer = http.send(request.copy().POST(body).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
          },
          BY_A_CALL,
          0);
    }
  }
}
