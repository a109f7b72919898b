package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers of the edge to requests that it does not serve.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class RequestChecksTest {
  private static final int HEADER_LIST_BYTES_MAX = 4_096;
  private static final int PROTOCOL_ERROR = 1;
  private static final Limits LIMITS =
      Limits.STANDARD
          .with(StreamLimit.PER_CONNECTION, 2)
          .with(ConnectionLimit.HEADER_BYTES, HEADER_LIST_BYTES_MAX);

  private EdgeFixture edge;
  private RawHttp2 client;

  @BeforeEach
  void start() throws Exception {
    edge =
        new EdgeFixture(
            ServiceRegistry.builder().add(new EchoService().definition()).build(65_536), LIMITS);
    client = RawHttp2.connect(edge.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    edge.close();
  }

  /// The answer's only frame of headers, in which literals can be read as text.
  private String answerTo(int stream, boolean isEnd, byte[] headers) throws Exception {
    client.frame(
        RawHttp2.HEADERS,
        RawHttp2.END_HEADERS | (isEnd ? RawHttp2.END_STREAM : 0),
        stream,
        headers);
    RawHttp2.Frame answer = client.expect(RawHttp2.HEADERS);
    assertThat(answer.stream()).isEqualTo(stream);
    assertThat(answer.flags() & RawHttp2.END_STREAM).isEqualTo(RawHttp2.END_STREAM);
    return answer.headers();
  }

  private static byte[] headers(String replaced, String by) {
    List<String> all =
        Arrays.asList(
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            "/test.Echo/Unary",
            "content-type",
            "application/grpc",
            "te",
            "trailers");
    all.replaceAll(text -> text.equals(replaced) ? by : text);
    return RawHttp2.headers(all.toArray(String[]::new));
  }

  @Test
  void anotherMethodThanPostIsRefused() throws Exception {
    assertThat(answerTo(1, true, headers("POST", "GET")))
        .contains(":status: 405", "grpc-status: 12", "GET (expected: POST)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/json", "application/grpc-web", "application/grpc+json"})
  void anotherContentTypeIsRefused(String type) throws Exception {
    assertThat(answerTo(1, true, headers("application/grpc", type)))
        .contains(":status: 415", type, "(expected: application/grpc;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/grpc+proto", "application/grpc; charset=utf-8"})
  void contentTypesOfGrpcAreServed(String type) throws Exception {
    client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, headers("application/grpc", type));
    client.data(1, true, RawHttp2.message(new byte[] {7}));

    client.expect(RawHttp2.DATA);
  }

  @Test
  void aRequestThatTakesNoTrailersIsRefused() throws Exception {
    assertThat(answerTo(1, true, headers("te", "x-te")))
        .contains(":status: 400", "te: missing (expected: trailers)");
  }

  @Test
  void anUnknownPathIsUnimplemented() throws Exception {
    assertThat(answerTo(1, true, headers("/test.Echo/Unary", "/none")))
        .contains(":status: 200", "grpc-status: 12", "no method \"/none\"");
  }

  @Test
  void anUnknownCompressionIsRefused() throws Exception {
    byte[] headers = RawHttp2.grpcHeaders("/test.Echo/Unary", "grpc-encoding", "snappy");

    assertThat(answerTo(1, false, headers))
        .contains("grpc-status: 12", "snappy (expected: gzip or identity)")
        .contains("grpc-accept-encoding: gzip");
  }

  @Test
  void anInvalidTimeoutIsRefused() throws Exception {
    byte[] headers = RawHttp2.grpcHeaders("/test.Echo/Unary", "grpc-timeout", "soon");

    assertThat(answerTo(1, false, headers)).contains("grpc-timeout: soon (expected:");
  }

  @Test
  void metadataThatIsNotAsciiIsRefused() throws Exception {
    byte[] headers = RawHttp2.grpcHeaders("/test.Echo/Unary", "x-greeting", "grüß dich");

    assertThat(answerTo(1, false, headers))
        .contains("grpc-status: 3", "x-greeting", "printable ASCII", "-bin");
    EchoService.assertServed(client, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 7_000, 9_500})
  @Holds("connection.header-bytes-max")
  void metadataBeyondTheLimitIsRefused(int bytes) throws Exception {
    client.request(1, "/test.Echo/Chat", false);
    byte[] headers = RawHttp2.grpcHeaders("/test.Echo/Unary", "note", "x".repeat(bytes));

    assertThat(answerTo(3, true, headers))
        .contains("grpc-status: 8", "The headers are too long (expected: at most 4096 bytes).");

    client.data(1, false, RawHttp2.message(new byte[] {7}));
    assertThat(client.readUntil(f -> f.type() == RawHttp2.DATA && f.stream() == 1)).isNotNull();
    EchoService.assertServed(client, 5);
  }

  @Test
  void metadataFarBeyondTheLimitEndsTheConnection() throws Exception {
    client.frame(
        RawHttp2.HEADERS,
        RawHttp2.END_HEADERS,
        1,
        RawHttp2.grpcHeaders("/test.Echo/Unary", "note", "x".repeat(12_000)));

    assertThat(client.expect(RawHttp2.GO_AWAY).goAwayCode()).isEqualTo(PROTOCOL_ERROR);
  }

  @Test
  void aMessageDeclaredFarTooLongIsRefused() throws Exception {
    client.request(1, "/test.Echo/Unary", false);
    client.data(1, false, new byte[] {0, 0x7f, 0, 0, 0});
    RawHttp2.Frame trailers = client.expect(RawHttp2.HEADERS);

    assertThat(trailers.headers()).contains("grpc-status: 8", "bytes or more");
    EchoService.assertServed(client, 3);
  }

  @Test
  void aLargeUploadToARefusedRequestIsReadAndDropped() throws Exception {
    assertThat(answerTo(1, false, headers("/test.Echo/Unary", "/none"))).contains("12");
    for (int i = 0; i < 3; i++) {
      client.data(1, false, new byte[16_384]);
    }
    RawHttp2.Frame update =
        client.readUntil(frame -> frame.type() == RawHttp2.WINDOW_UPDATE && frame.stream() == 1);
    assertThat(update).isNotNull();
    client.data(1, true, new byte[16_384]);
    EchoService.assertServed(client, 3);
  }

  @Test
  @Holds("stream.per-connection-max")
  void moreStreamsThanAllowedAreRefused() throws Exception {
    client.request(1, "/test.Echo/Chat", false);
    client.request(3, "/test.Echo/Chat", false);
    client.request(5, "/test.Echo/Chat", false);

    RawHttp2.Frame refusal = client.expect(RawHttp2.RST_STREAM);
    assertThat(refusal.stream()).isEqualTo(5);
    for (int stream : new int[] {1, 3}) {
      client.data(stream, false, RawHttp2.message(new byte[] {7}));
      assertThat(client.expect(RawHttp2.DATA).stream()).isEqualTo(stream);
    }
  }

  @Test
  @Holds("request.discarded-bytes-max")
  void aClientThatGoesOnAfterARefusalIsCutOffAfterAMebibyte() throws Exception {
    client.request(1, "/test.Echo/None", false);
    client.expect(RawHttp2.HEADERS);
    for (int i = 0; i < 64; i++) {
      client.data(1, false, new byte[16_384]);
    }
    client.frame(RawHttp2.PING, 0, 0, new byte[8]);
    assertThat(pingOrReset()).isEqualTo(RawHttp2.PING);

    client.data(1, false, new byte[1]);
    assertThat(pingOrReset()).isEqualTo(RawHttp2.RST_STREAM);
    EchoService.assertServed(client, 3);
  }

  private int pingOrReset() throws IOException {
    RawHttp2.Frame frame =
        client.readUntil(
            next -> next.type() == RawHttp2.PING || next.type() == RawHttp2.RST_STREAM);
    return frame == null ? -1 : frame.type();
  }

  @Test
  @Holds("stream.window-bytes")
  void theClientIsToldHowMuchItMaySendUnread() throws Exception {
    try (RawHttp2 other = RawHttp2.connect(edge.port())) {
      // INITIAL_WINDOW_SIZE, RFC 9113, section 6.5.2.
      assertThat(other.expect(RawHttp2.SETTINGS).setting(4)).isEqualTo(65_535);
    }
  }
}
