package gochat.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A request states its end in exactly one way, or it is refused and its connection closed.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class Http1GateTest {
  private static final EchoSessions SESSIONS = new EchoSessions(WebFraming.WEB_SOCKET);
  private static final String CHECK = "POST /grpc.health.v1.Health/Check HTTP/1.1|Host: localhost|";
  private static final String TYPE = "Content-Type: application/grpc-web+proto|";

  private static WebFixture web;

  @BeforeAll
  static void serve() throws Exception {
    web =
        new WebFixture(
            new WebServices(
                List.of(new HealthStatusManager().getHealthService().bindService()),
                SESSIONS,
                null),
            Limits.STANDARD);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static String answer(String request) throws Exception {
    try (Socket socket = web.socket()) {
      socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "two hosts; GET / HTTP/1.1|Host: a|Host: b||",
        "no host; GET / HTTP/1.1||",
        "a header on two lines; GET / HTTP/1.1|Host: a|X: 1|  2||",
        "a host on two lines; GET / HTTP/1.1|Host:| a||",
        "a blank before a colon; GET / HTTP/1.1|Host : a||",
        "a coding that is nearly one; POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||",
        "two codings; POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||",
        "a coding twice; POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding:"
            + " chunked||",
        "a coding and a length; POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length:"
            + " 1||",
        "two lengths; POST / HTTP/1.1|Host: a|Content-Length: 1|Content-Length: 2||",
        "a list of lengths; POST / HTTP/1.1|Host: a|Content-Length: 1, 1||",
        "a length with a sign; POST / HTTP/1.1|Host: a|Content-Length: +1||",
        "a version to come; GET / HTTP/1.2|Host: a||",
        "two blanks; GET  / HTTP/1.1|Host: a||"
      })
  void anAmbiguousRequestIsRefusedAndItsConnectionClosed(String what, String request)
      throws Exception {
    assertThat(answer(request + "GET / HTTP/1.1|Host: a||"))
        .startsWith("HTTP/1.1 400 ")
        .contains("INVALID_ARGUMENT")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void aBodyMayComeInChunksAndByteByByteAndTheNextRequestBehindIt() throws Exception {
    String request =
        CHECK
            + TYPE
            + "Transfer-Encoding: chunked||2;x=y|\0\0|3|\0\0\0|0|Trailer: t||"
            + CHECK
            + TYPE
            + "Content-Length: 5||\0\0\0\0\0GET / HTTP/1.1|Host: localhost|Connection: close||";
    try (Socket socket = web.socket()) {
      OutputStream out = socket.getOutputStream();
      socket.setTcpNoDelay(true);
      for (byte each : request.replace("|", "\r\n").getBytes(US_ASCII)) {
        out.write(each);
      }

      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
      assertThat(answers).contains("GoChat");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x|", "-1|", "1|ab|", "1 1|", "12345678|"})
  void aBodyWhoseEndIsUnclearEndsTheConnection(String chunks) throws Exception {
    assertThat(answer(CHECK + TYPE + "Transfer-Encoding: chunked||" + chunks)).isEmpty();
  }

  @Test
  @Holds({"connection.chunk-line-bytes-max", "connection.trailer-lines-max"})
  void chunkLinesAndTrailersAreBounded() throws Exception {
    String head = CHECK + TYPE + "Connection: close|Transfer-Encoding: chunked||";
    String body = "5;%s|\0\0\0\0\0|0|%s|";

    assertThat(answer(head + body.formatted("x".repeat(252), "T: t|".repeat(31))))
        .startsWith("HTTP/1.1 200");
    assertThat(answer(head + body.formatted("x".repeat(253), ""))).isEmpty();
    assertThat(answer(head + body.formatted("", "T: t|".repeat(32)))).isEmpty();
  }

  @Test
  void anUpgradeToHttp2IsIgnored() throws Exception {
    assertThat(
            answer(
                "GET / HTTP/1.1|Host: localhost|Connection: Upgrade, HTTP2-Settings, close|Upgrade:"
                    + " h2c|HTTP2-Settings: AAMAAABkAAQAAP__||"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aWebSocketMayBeTheSecondThatAConnectionIsAskedFor() throws Exception {
    try (Socket socket = web.socket()) {
      socket
          .getOutputStream()
          .write("GET /no HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      String first = readUpTo("}\n", socket);
      assertThat(first).startsWith("HTTP/1.1 404 ");
      String upgrade =
          "GET /v1/connect HTTP/1.1|Host: localhost|Upgrade: websocket|Connection: Upgrade|"
              + "Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==||"
              + "\u0081\u0082\0\0\0\0hi";
      socket.getOutputStream().write(upgrade.replace("|", "\r\n").getBytes(ISO_8859_1));
      String second = readUpTo("\u0081\u0002hi", socket);
      assertThat(second).startsWith("HTTP/1.1 101 ");
    }
  }

  private static String readUpTo(String end, Socket socket) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith(end)) {
      int c = socket.getInputStream().read();
      assertThat(c).as("the end of the connection after: %s", read).isNotNegative();
      read.append((char) c);
    }
    return read.toString();
  }

  @Test
  void aRequestThatDoesNotEndInTimeCostsItsConnection() throws Exception {
    Limits hasty = Limits.STANDARD.with(ConnectionLimit.REQUEST_TIMEOUT, 300);
    try (WebFixture strict =
            new WebFixture(
                new WebServices(
                    List.of(new HealthStatusManager().getHealthService().bindService()),
                    null,
                    null),
                hasty);
        Socket socket = strict.socket()) {
      socket
          .getOutputStream()
          .write((CHECK + TYPE + "Content-Length: 5||").replace("|", "\r\n").getBytes(US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .contains("grpc-status: 4\r\n");
    }
  }

  @Test
  void requestsThatComeAllAtOnceAreAllAnswered() throws Exception {
    int requests = 1_000;
    String last = "GET /no HTTP/1.1|Host: localhost|Connection: close||";

    String answers = answer("GET / HTTP/1.1|Host: localhost||".repeat(requests) + last);

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(requests + 1);
    assertThat(answers).containsOnlyOnce("HTTP/1.1 404 ");
  }

  @Test
  void aConnectionThatItsClientWantsToEndEndsWithTheAnswer() throws Exception {
    // If each connection stayed open for a while, this number would exceed the test's time.
    for (int i = 0; i < 30; i++) {
      assertThat(answer("GET / HTTP/1.1|Host: localhost|Connection: close||"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aPeerThatTakesNothingOfItsAnswersIsClosed() throws Exception {
    Limits hasty = Limits.STANDARD.with(StreamLimit.STALLED_AFTER, 300);
    try (WebFixture strict = new WebFixture(new WebServices(List.of(), null, null), hasty);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), strict.port()));
      byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.getOutputStream().write(request);
                  Thread.sleep(1);
                }
              })
          .isInstanceOf(SocketException.class);
    }
  }
}
