package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.ListenFailure;
import gochat.edge.Transport;
import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import io.netty.channel.EventLoopGroup;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The connections of the web port: their number, their end, and TLS.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class WebConnectionsTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Holds("connection.idle-timeout-ms")
  void aConnectionThatSaysNothingIsClosed(boolean isTlsServed) throws Exception {
    try (WebFixture web =
            new WebFixture(
                new WebServices(List.of(), null, null),
                Limits.STANDARD.with(ConnectionLimit.IDLE_TIMEOUT, 1_000),
                isTlsServed ? Encryption.with(SelfSigned.inMemory(), true) : Encryption.NONE);
        Socket silent = web.socket();
        Socket slow = web.socket()) {
      slow.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(US_ASCII));

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void moreConnectionsThanAllowedAreClosedAndTheOthersStay() throws Exception {
    try (WebFixture web =
            new WebFixture(
                new WebServices(List.of(), null, null),
                Limits.STANDARD,
                new ConnectionCounts(
                    Limits.STANDARD.with(ConnectionLimit.OPEN, 2), NetworkList.EMPTY),
                Encryption.NONE);
        Socket first = web.socket()) {
      ask(first);
      try (Socket second = web.socket()) {
        ask(second);
        try (Socket third = web.socket()) {
          assertThat(third.getInputStream().read()).isEqualTo(-1);
        }
        ask(second);
      }
      ask(first);
      await()
          .untilAsserted(() -> {
            try (Socket again = web.socket()) {
              ask(again);
            }
          });
    }
  }

  private static void ask(Socket socket) throws Exception {
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("</html>\n")) {
      int letter = socket.getInputStream().read();
      assertThat(letter).as("letter after '%s'", answer).isNotNegative();
      answer.append((char) letter);
    }
    assertThat(answer.toString()).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void aTakenPortIsOneReadableLine() throws Exception {
    EventLoopGroup loops = Transport.best().newLoops(1);
    try (WebFixture web = WebFixture.of()) {
      assertThatThrownBy(() ->
              WebServer.start(
                  "localhost",
                  web.port(),
                  loops,
                  new WebServices(List.of(), null, null),
                  Limits.STANDARD,
                  new ConnectionCounts(
                      Limits.STANDARD.with(ConnectionLimit.OPEN, 1), NetworkList.EMPTY),
                  Encryption.NONE,
                  WebServer.Site.LOCAL))
          .isInstanceOfSatisfying(
              ListenFailure.class, failure -> assertThat(failure.isTaken()).isTrue())
          .hasMessage(
              "localhost port "
                  + web.port()
                  + " is taken by another program: stop that one or choose another with"
                  + " --web-port");
    } finally {
      loops.shutdownGracefully();
    }
  }

  @Test
  void closingLeavesTheLoopsToTheirOwner() throws Exception {
    WebFixture first = WebFixture.of();
    first.close();

    try (WebFixture second = WebFixture.of()) {
      assertThat(second.get("/").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, HTTP_2", "TLSv1.3, HTTP_1_1", "TLSv1.2, HTTP_1_1"})
  void thePortSpeaksTlsWithTheServersCertificate(String protocol, HttpClient.Version version)
      throws Exception {
    TlsIdentity identity = SelfSigned.inMemory();
    try (WebFixture web = WebFixture.ofTls(identity, true);
        HttpClient client = WebFixture.trusting(protocol)) {
      URI secure = URI.create("https://localhost:" + web.port() + "/");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(secure).version(version).build(), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.sslSession().orElseThrow().getPeerCertificates()[0])
          .isEqualTo(identity.chain().getFirst());
      assertThat(web.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutPlaintextOnlyTlsIsServed() throws Exception {
    try (WebFixture web = WebFixture.ofTls(SelfSigned.inMemory(), false);
        HttpClient client = WebFixture.trusting("TLSv1.3");
        Socket plain = web.socket()) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));

      assertThat(new String(plain.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("HTTP/1.1 200");
      URI secure = URI.create("https://localhost:" + web.port() + "/");
      assertThat(
              client
                  .send(HttpRequest.newBuilder(secure).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
