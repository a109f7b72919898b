package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.grpc.NoLeaks;
import gochat.grpc.RawHttp2;
import gochat.grpc.RawHttp2.Frame;
import gochat.limit.CallLimit;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.ServerLimit;
import gochat.web.WebFixture.RecordingMessages;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A server that takes two calls at a time, and what ends them.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class CallGateTest {
  private static final String PATH = "/v1/rooms/lobby/messages";
  private static final int CALLS_MAX = 2;
  private static final int REFUSED_STREAM = 7;

  private final RecordingMessages messages = new RecordingMessages();
  private final EchoSessions events = new EchoSessions(WebFraming.EVENT_STREAM);
  private WebFixture web;
  private RawHttp2 client;

  @BeforeEach
  void start() throws Exception {
    web = serve(Limits.STANDARD.with(CallLimit.OPEN, CALLS_MAX));
    client = RawHttp2.connect(web.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    web.close();
  }

  private WebFixture serve(Limits limits) throws IOException {
    return new WebFixture(
        new WebServices(List.of(messages.bindService()), null, events),
        limits.with(ServerLimit.DRAIN_TIMEOUT, 200),
        // The bound of the server is the only one.
        new ConnectionCounts(Limits.STANDARD, NetworkList.parse("127.0.0.0/8,::1")),
        Encryption.NONE);
  }

  /// Opens a call that waits for its body.
  ///
  /// @return whether it was not refused
  private static boolean open(RawHttp2 client, int stream) throws IOException {
    client.frame(
        RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.requestHeaders("POST", PATH));
    return isOpen(client, stream);
  }

  /// The answer to a ping shows that the server has read everything before it.
  private static boolean isOpen(RawHttp2 client, int stream) throws IOException {
    client.frame(RawHttp2.PING, 0, 0, new byte[8]);
    Frame frame =
        client.readUntil(each ->
            each.type() == RawHttp2.PING
                || (each.type() == RawHttp2.RST_STREAM && each.stream() == stream));
    assertThat(frame).isNotNull();
    if (frame.type() == RawHttp2.PING) {
      return true;
    }
    assertThat(frame.payload().getInt(0)).isEqualTo(REFUSED_STREAM);
    client.expect(RawHttp2.PING);
    return false;
  }

  private void fill() throws IOException {
    assertThat(open(client, 1)).isTrue();
    assertThat(open(client, 3)).isTrue();
    assertThat(open(client, 5)).isFalse();
  }

  /// One of the calls has ended, or is about to.
  private void assertRoomForOneOther() throws Exception {
    try (RawHttp2 other = RawHttp2.connect(web.port())) {
      int stream = 1;
      while (!open(other, stream)) {
        Thread.sleep(5);
        stream += 2;
      }
      assertThat(open(other, stream + 2)).isFalse();
    }
  }

  @Test
  void anAnswerEndsACall() throws Exception {
    fill();
    client.data(1, true, "{}".getBytes(UTF_8));

    assertThat(client.expect(RawHttp2.HEADERS).stream()).isEqualTo(1);
    assertRoomForOneOther();
  }

  @Test
  void aResetEndsACall() throws Exception {
    fill();
    client.frame(RawHttp2.RST_STREAM, 0, 3, new byte[] {0, 0, 0, 8});

    assertRoomForOneOther();
  }

  @Test
  void theEndOfItsConnectionEndsACall() throws Exception {
    try (RawHttp2 other = RawHttp2.connect(web.port())) {
      assertThat(open(other, 1)).isTrue();
      assertThat(open(client, 1)).isTrue();
      assertThat(open(client, 3)).isFalse();
    }

    assertRoomForOneOther();
  }

  @Test
  void theTimeForItsBodyEndsACall() throws Exception {
    try (WebFixture hasty =
            serve(
                Limits.STANDARD
                    .with(CallLimit.OPEN, 1)
                    .with(ConnectionLimit.REQUEST_TIMEOUT, 200));
        RawHttp2 slow = RawHttp2.connect(hasty.port())) {
      assertThat(open(slow, 1)).isTrue();

      assertThat(slow.expect(RawHttp2.HEADERS).stream()).isEqualTo(1);
      assertThat(slow.expect(RawHttp2.RST_STREAM).stream()).isEqualTo(1);
      assertThat(open(slow, 3)).isTrue();
    }
  }

  @Test
  void theBodyOfARefusedCallHarmsNoOther() throws Exception {
    fill();
    client.data(5, false, new byte[100]);
    client.data(5, true, new byte[100]);
    client.data(1, true, "{}".getBytes(UTF_8));

    assertThat(client.expect(RawHttp2.HEADERS).stream()).isEqualTo(1);
  }

  @Test
  void overHttp1ACallTooManyIsRefusedWithASentence() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    HttpResponse<String> refused;
    do {
      // The server may have refused one while the request below was open.
      Socket socket = web.socket();
      sockets.add(socket);
      socket
          .getOutputStream()
          .write(
              ("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n")
                  .getBytes(US_ASCII));
      refused = web.get("/");
    } while (refused.statusCode() == 200);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
    assertThat(refused.body())
        .startsWith("{\"status\":\"RESOURCE_EXHAUSTED\"")
        .contains("\"reason\":\"TOO_MANY_CALLS\"")
        .contains("Too many requests from your address, or to the whole server");

    for (Socket socket : sockets) {
      socket.close();
    }
    assertServed();
  }

  private void assertServed() throws Exception {
    while (web.get("/").statusCode() != 200) {
      Thread.sleep(5);
    }
  }

  @Test
  void streamsOfEventsAreNoCalls() throws Exception {
    for (int stream = 1; stream < 9; stream += 2) {
      client.frame(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
          stream,
          RawHttp2.requestHeaders("GET", "/v1/events"));
      assertThat(client.expect(RawHttp2.HEADERS).stream()).isEqualTo(stream);
      events.next();
    }

    assertThat(open(client, 9)).isTrue();
    assertThat(open(client, 11)).isTrue();
    assertThat(open(client, 13)).isFalse();
  }

  @Test
  void aFloodOfUnfinishedCallsIsBoundedAndOthersAreServed() throws Exception {
    List<RawHttp2> flood = new ArrayList<>();
    int opened = 0;
    for (int i = 0; i < 20; i++) {
      RawHttp2 each = RawHttp2.connect(web.port());
      flood.add(each);
      for (int stream = 1; stream < 20; stream += 2) {
        opened += open(each, stream) ? 1 : 0;
      }
    }

    assertThat(opened).isEqualTo(CALLS_MAX);
    for (RawHttp2 each : flood) {
      each.close();
    }
    assertServed();
  }

  @Test
  void theServerStopsInTimeWhateverIsOpen() throws Exception {
    fill();
    Thread stopping = Thread.startVirtualThread(web.server::close);

    assertThat(stopping.join(Duration.ofSeconds(50))).isTrue();
  }
}
