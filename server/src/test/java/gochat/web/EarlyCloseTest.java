package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import gochat.LogRecorder;
import gochat.edge.Encryption;
import gochat.edge.TlsEngine;
import gochat.grpc.NoLeaks;
import gochat.limit.Limits;
import gochat.tls.SelfSigned;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A body that is too long is answered before its end, while its client still sends.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class EarlyCloseTest {
  private static final String HEAD =
      "POST /v1/rooms/lobby/messages HTTP/1.1|Host: localhost|Content-Type: application/json|";
  private static final String LENGTH = HEAD + "Content-Length: 4000000||";
  private static final String CHUNK = HEAD + "Transfer-Encoding: chunked||3d0900|";

  /// More than a body may have.
  private static final byte[] PART = new byte[1_000_000];

  /// Less than the time after which an idle connection is closed anyway.
  private static final Duration SOON = Duration.ofSeconds(5);

  private static WebFixture serve(Encryption encryption) throws IOException {
    return new WebFixture(
        new WebServices(List.of(new WebFixture.RecordingMessages().bindService()), null, null),
        Limits.STANDARD,
        encryption);
  }

  private static void send(OutputStream out, String head) throws IOException {
    out.write(head.replace("|", "\r\n").getBytes(US_ASCII));
  }

  private static void assertAnswered(Socket socket, String head) throws IOException {
    OutputStream out = socket.getOutputStream();
    send(out, head);
    out.write(PART);
    int first = socket.getInputStream().read();
    out.write(PART);
    out.write(PART);

    assertThat((char) first + new String(socket.getInputStream().readAllBytes(), UTF_8))
        .startsWith("HTTP/1.1 413 ")
        .contains("\r\nconnection: close\r\n")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNK})
  void aClientThatSendsOnCanReadTheAnswer(String head) throws Exception {
    try (WebFixture web = serve(Encryption.NONE);
        Socket socket = web.socket()) {
      assertAnswered(socket, head);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BORINGSSL, TLSv1.3",
    "BORINGSSL, TLSv1.2",
    "JDK, TLSv1.3",
    "JDK, TLSv1.2",
  })
  void overTlsToo(TlsEngine engine, String protocol) throws Exception {
    assumeThat(engine.isAvailable()).isTrue();
    SSLContext trusting = SSLContext.getInstance(protocol);
    trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (WebFixture web = serve(Encryption.with(engine, SelfSigned.inMemory(), true));
        Socket socket =
            trusting.getSocketFactory().createSocket(web.socket(), "localhost", web.port(), true)) {
      assertAnswered(socket, LENGTH);
    }
  }

  @Test
  void aClientThatKeepsItsHalfOpenIsClosedSoonWithoutALineInTheLog() throws Exception {
    try (WebFixture web = serve(Encryption.NONE);
        LogRecorder log = new LogRecorder("com.linecorp.armeria");
        Socket socket = web.socket()) {
      assertAnswered(socket, LENGTH);

      await().atMost(SOON).until(() -> web.server.openConnections() == 0);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aClientThatNeverStopsIsClosedSoon() throws Exception {
    try (WebFixture web = serve(Encryption.NONE);
        Socket socket = web.socket()) {
      OutputStream out = socket.getOutputStream();
      send(out, HEAD + "Content-Length: 1000000000000||");

      await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> !isTaken(out));
    }
  }

  private static boolean isTaken(OutputStream out) {
    try {
      out.write(PART);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
