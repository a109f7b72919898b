package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.NoLeaks;
import gochat.grpc.RawHttp2;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Metadata over HTTP/2 that is too long or no text is refused with a sentence, and the connection
/// lives on.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class MetadataLimitTest {
  private static final int HEADER_BYTES_MAX = 4_096;

  private WebFixture web;
  private RawHttp2 client;

  @BeforeEach
  void start() throws Exception {
    WebServices services =
        new WebServices(
            List.of(new HealthStatusManager().getHealthService().bindService()), null, null);
    web =
        new WebFixture(
            services, Limits.STANDARD.with(ConnectionLimit.HEADER_BYTES, HEADER_BYTES_MAX));
    client = RawHttp2.connect(web.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    web.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 7_000})
  void aRequestWhoseHeadIsTooLongIsRefused(int bytes) throws Exception {
    assertThat(get(1, "note", "x".repeat(bytes)))
        .contains("HEADERS_TOO_LONG", "The headers are too long (expected: at most 4096 bytes).");
    assertThat(get(3)).contains("<html");
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 7_000})
  void aCallOverGrpcWebWhoseMetadataIsTooLongIsRefusedInItsTrailers(int bytes) throws Exception {
    assertThat(check(1, "note", "x".repeat(bytes)))
        .contains(
            "grpc-status: 8\r\n",
            "grpc-message: The headers are too long (expected: at most 4096 bytes).\r\n");
    assertThat(check(3)).contains("grpc-status: 0\r\n");
  }

  @Test
  void aCallOverGrpcWebWhoseMetadataIsNotAsciiIsRefusedByItsName() throws Exception {
    assertThat(check(1, "x-greeting", "grüß dich"))
        .contains(
            "grpc-status: 3\r\n",
            "x-greeting: the value has other characters than printable ASCII");
    assertThat(check(3)).contains("grpc-status: 0\r\n");
  }

  @Test
  void aCookieOfAnotherServiceOnTheHostIsIgnored() throws Exception {
    assertThat(check(1, "cookie", "theirs=grüß dich")).contains("grpc-status: 0\r\n");
  }

  private String get(int stream, String... more) throws Exception {
    client.frame(
        RawHttp2.HEADERS,
        RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
        stream,
        RawHttp2.requestHeaders("GET", "/", more));
    return answer(stream);
  }

  private String check(int stream, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("content-type", "application/grpc-web+proto"));
    all.addAll(List.of(more));
    client.frame(
        RawHttp2.HEADERS,
        RawHttp2.END_HEADERS,
        stream,
        RawHttp2.requestHeaders(
            "POST", "/grpc.health.v1.Health/Check", all.toArray(String[]::new)));
    client.data(stream, true, RawHttp2.message(new byte[0]));
    return answer(stream);
  }

  private String answer(int stream) throws Exception {
    RawHttp2.Frame body =
        client.readUntil(frame -> frame.type() == RawHttp2.DATA && frame.stream() == stream);
    assertThat(body).as("a body").isNotNull();
    return UTF_8.decode(body.payload()).toString();
  }
}
