package gochat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.grpc.NoLeaks;
import gochat.grpc.RawHttp2;
import gochat.grpc.RawHttp2.Frame;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A client that floods the web port over HTTP/2 gets ENHANCE_YOUR_CALM, or is closed; others are
/// served meanwhile.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class Http2GateTest {
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  private static WebFixture web;

  private RawHttp2 flooder;

  @BeforeAll
  static void serve() throws Exception {
    web = WebFixture.ofFollow(new EchoSessions(WebFraming.EVENT_STREAM));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @BeforeEach
  void connect() throws Exception {
    flooder = RawHttp2.connect(web.port());
  }

  @AfterEach
  void othersAreServed() throws Exception {
    flooder.close();
    assertThat(web.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  @Holds("connection.control-frames-per-second")
  void pingsAreAFlood() throws Exception {
    flooder.assertCalmed(_ -> flooder.frame(RawHttp2.PING, 0, 0, new byte[8]));
  }

  @Test
  @Holds("connection.unread-answers-max")
  void pingsWhoseAnswersAreNotReadEndTheConnection() throws Exception {
    Thread writer = flooder.start(_ -> flooder.frame(RawHttp2.PING, 0, 0, new byte[8]));

    assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  @Holds("connection.resets-per-half-minute-max")
  void provokedResetsAreAFlood() throws Exception {
    flooder.assertCalmed(turn -> {
      open(2 * turn + 1);
      flooder.frame(RawHttp2.WINDOW_UPDATE, 0, 2 * turn + 1, new byte[4]);
    });
  }

  @Test
  @Holds("connection.unread-bytes-max")
  void requestsWhoseAnswersAreNotReadEndTheConnection() throws Exception {
    // However large the windows are that it grants.
    flooder.settings(4, Integer.MAX_VALUE);
    flooder.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {0x7f, 0, 0, 0});
    Thread writer = flooder.start(turn -> open(2 * turn + 1, "/"));

    assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
  }

  private void open(int stream) throws IOException {
    open(stream, "/v1/events");
  }

  private void open(int stream, String path) throws IOException {
    flooder.frame(
        RawHttp2.HEADERS,
        RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
        stream,
        RawHttp2.requestHeaders("GET", path));
  }

  @Test
  void aHundredStreamsAreServedOnAConnectionAndNotOneMore() throws Exception {
    for (int i = 0; i < 101; i++) {
      open(2 * i + 1);
    }

    Frame refused = flooder.expect(RawHttp2.RST_STREAM);
    assertThat(refused.stream()).isEqualTo(201);
  }

  @Test
  void theSettingsSayHowManyStreamsAndThatThereAreNoWebSockets() throws Exception {
    Frame settings = flooder.expect(RawHttp2.SETTINGS);

    assertThat(settings.setting(MAX_CONCURRENT_STREAMS)).isEqualTo(100);
    assertThatThrownBy(() -> settings.setting(ENABLE_CONNECT_PROTOCOL))
        .hasMessage("no setting " + ENABLE_CONNECT_PROTOCOL);
  }

  @Test
  void aConnectionHasAsManyStreamsAsAreConfigured() throws Exception {
    Limits limits = Limits.STANDARD.with(StreamLimit.PER_CONNECTION, 7);
    try (WebFixture other = new WebFixture(new WebServices(List.of(), null, null), limits);
        RawHttp2 client = RawHttp2.connect(other.port())) {
      assertThat(client.expect(RawHttp2.SETTINGS).setting(MAX_CONCURRENT_STREAMS)).isEqualTo(7);
    }
  }

  @Test
  void aConnectionThatBreaksTheProtocolIsClosedAtOnceWhateverIsOpen() throws Exception {
    open(1);
    assertThat(flooder.expect(RawHttp2.HEADERS).stream()).isEqualTo(1);
    // A PING belongs to no stream.
    flooder.frame(RawHttp2.PING, 0, 1, new byte[8]);

    assertThat(flooder.readUntil(_ -> false)).isNull();
  }
}
