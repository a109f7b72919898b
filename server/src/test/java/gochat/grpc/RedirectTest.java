package gochat.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.Encryption;
import gochat.limit.LimitTable.Holds;
import gochat.tls.SelfSigned;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An HTTP/1.x request on the gRPC port of a server that has a web port.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class RedirectTest {
  private static final int WEB_PORT = 8080;

  private static EdgeFixture edge(Encryption encryption) throws IOException {
    return new EdgeFixture(ServiceRegistry.builder().build(1_024), encryption, WEB_PORT);
  }

  private static String answer(EdgeFixture edge, String... parts) throws Exception {
    try (RawHttp2 client = RawHttp2.tcp(edge.port())) {
      for (String part : parts) {
        client.bytes(part.getBytes(ISO_8859_1));
      }
      return client.readText();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "/ localhost http://localhost:8080/",
        "/v1/rooms/%23a?after_seq=1&b=c Chat.Example:1234"
            + " http://Chat.Example:8080/v1/rooms/%23a?after_seq=1&b=c",
        "/ 192.0.2.1:1234 http://192.0.2.1:8080/",
        "/ [::1]:1234 http://[::1]:8080/",
        "//evil.example/ chat_server http://chat_server:8080//evil.example/",
      })
  void aRequestIsRedirectedToTheWebPortOfItsHost(String path, String host, String location)
      throws Exception {
    try (EdgeFixture edge = edge(Encryption.NONE)) {
      String answer =
          answer(edge, "GET " + path + " HTTP/1.1\r\nAccept: */*\r\nHOST: " + host + "\r\n\r\n");

      assertThat(answer)
          .startsWith("HTTP/1.1 307 Temporary Redirect\r\n")
          .contains("\r\nLocation: " + location + "\r\n", "\r\nConnection: close\r\n");
      int body = answer.indexOf("\r\n\r\n") + 4;
      assertThat(answer).contains("Content-Length: " + (answer.length() - body) + "\r\n");
    }
  }

  @Test
  void theHeadMayComeInParts() throws Exception {
    try (EdgeFixture edge = edge(Encryption.NONE)) {
      assertThat(answer(edge, "POST /v1/ro", "oms HTTP/1.1\r\nHo", "st: a\r\n\r", "\n"))
          .contains("\r\nLocation: http://a:8080/v1/rooms\r\n");
    }
  }

  @Test
  void aRequestIsRedirectedToTlsWhereOnlyTlsIsServed() throws Exception {
    try (EdgeFixture edge = edge(Encryption.with(SelfSigned.inMemory(), false))) {
      assertThat(answer(edge, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
          .contains("\r\nLocation: https://a:8080/\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: user@evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.example/\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /\"<script> HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void aHeadWithoutAUsableTargetIsNotRedirected(String head) throws Exception {
    try (EdgeFixture edge = edge(Encryption.NONE)) {
      assertThat(answer(edge, head))
          .startsWith("HTTP/1.1 426 Upgrade Required\r\n")
          .contains("This is a gRPC port")
          .doesNotContain("Location", "Set-Cookie", "evil", "script");
    }
  }

  @Test
  @Holds("connection.redirected-head-bytes-max")
  void aHeadThatIsTooLongIsRefusedAtOnce() throws Exception {
    try (EdgeFixture edge = edge(Encryption.NONE)) {
      assertThat(answer(edge, "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(2_000)))
          .startsWith("HTTP/1.1 426 Upgrade Required\r\n");
    }
  }

  @Test
  void anUnfinishedHeadIsWaitedFor() {
    ByteBuf head = Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: a\r\n", ISO_8859_1);
    try {
      assertThat(Http1Target.read(head)).isNull();
    } finally {
      head.release();
    }
  }
}
