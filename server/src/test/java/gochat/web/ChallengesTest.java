package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.Encryption;
import gochat.grpc.NoLeaks;
import gochat.tls.HttpChallenges;
import gochat.tls.SelfSigned;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests of an authority that checks the names of the server.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class ChallengesTest {
  private static final String PATH = "/.well-known/acme-challenge/";

  private final HttpChallenges challenges = new HttpChallenges();

  private WebFixture web(boolean servesPlaintext) throws IOException {
    return WebFixture.of(challenges, Encryption.with(SelfSigned.inMemory(), servesPlaintext));
  }

  /// The answer to a plaintext request with a host name that the server does not know.
  private static String get(WebFixture web, String path) throws IOException {
    return raw(
        web, "GET " + path + " HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n");
  }

  private static String raw(WebFixture web, String request) throws IOException {
    try (Socket socket = web.socket()) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOpenChallengeIsAnsweredInPlaintextForAnyHost(boolean servesPlaintext) throws Exception {
    challenges.open("token_1-x", "token_1-x.thumbprint");
    try (WebFixture web = web(servesPlaintext)) {
      assertThat(get(web, PATH + "token_1-x"))
          .startsWith("HTTP/1.1 200")
          .endsWith("\r\n\r\ntoken_1-x.thumbprint");
      assertThat(get(web, PATH + "other")).startsWith("HTTP/1.1 404");
      assertThat(get(web, PATH)).startsWith("HTTP/1.1 4");

      challenges.close("token_1-x");
      assertThat(get(web, PATH + "token_1-x")).doesNotContain("thumbprint");
    }
  }

  @Test
  void aPortWithoutPlaintextAnswersNothingElse() throws Exception {
    challenges.open("token", "answer");
    try (WebFixture web = web(false)) {
      for (String path : new String[] {"/", "/v1/rooms", "/.well-known/acme-challenge"}) {
        assertThat(get(web, path)).contains("TLS_NEEDED").doesNotContain("HTTP/1.1 200");
      }
      assertThat(raw(web, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).contains("TLS_NEEDED");
      String two =
          "GET " + PATH + "token HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(raw(web, two)).doesNotContain("<html");
    }
  }

  @Test
  void withoutAChallengePlaintextIsRefusedAtTheFirstByte() throws Exception {
    try (WebFixture web = web(false)) {
      assertThat(raw(web, "G")).contains("TLS_NEEDED");
    }
  }
}
