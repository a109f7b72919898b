package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gochat.client.CertificateProblem;
import gochat.client.ConnectionProblem;
import gochat.client.MisbehavingServer;
import gochat.client.RealServer;
import gochat.client.Recorder;
import gochat.client.ReservedPort;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.TestServer.Certificates;
import gochat.server.Setting;
import gochat.v1.RefusalReason;
import io.grpc.Status;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static Endpoint plaintext(ServerAddress address) {
    return new Endpoint(address, new Security.Plaintext());
  }

  private static ChatException failureOf(ThrowingCallable call) {
    return catchThrowableOfType(ChatException.class, call);
  }

  @Test
  void aGuestGetsAToken() throws IOException {
    try (RealServer server = RealServer.start()) {
      Endpoint endpoint = Endpoint.plaintext(server.address().toString());
      assertThat(endpoint.signInAsGuest("guest").getToken()).isNotEmpty();
    }
  }

  @Test
  void aRefusalIsTheServersSentence() throws IOException {
    try (RealServer server = RealServer.start()) {
      server.endpoint().signInAsGuest("taken");
      ChatException refused = failureOf(() -> server.endpoint().signInAsGuest("taken"));
      assertThat(refused.reason())
          .isInstanceOfSatisfying(
              ChatException.Refused.class,
              reason -> {
                assertThat(reason.refusal().getReason())
                    .isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
                assertThat(reason.refusal().getSentence()).contains("taken");
                assertThat(refused).hasMessage(reason.refusal().getSentence());
              });
    }
  }

  @Test
  void aFailureIsTheServersStatus() throws IOException {
    try (RealServer server = RealServer.start()) {
      ChatException failed = failureOf(() -> server.endpoint().signOut("token"));
      assertThat(failed).hasMessageStartingWith("The token is not valid");
      assertThat(failed.reason())
          .isInstanceOfSatisfying(
              ChatException.Failed.class,
              reason -> assertThat(reason.code()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }
  }

  @Test
  void aMissingServerIsReported() throws IOException {
    try (ReservedPort closed = new ReservedPort()) {
      ChatException unreachable =
          failureOf(() -> plaintext(closed.address()).signInAsGuest("guest"));
      assertThat(unreachable.reason())
          .isEqualTo(
              new ChatException.Unreachable(
                  new ConnectionProblem(ConnectionProblem.Kind.CONNECTION_REFUSED, "")));
    }
  }

  @Test
  void aServerThatIsNoChatServerIsReported() throws IOException {
    try (MisbehavingServer server = MisbehavingServer.http1()) {
      assertThat(failureOf(() -> plaintext(server.address()).signInAsGuest("guest")).reason())
          .isInstanceOfSatisfying(
              ChatException.Unreachable.class,
              unreachable ->
                  assertThat(unreachable.problem().kind())
                      .isEqualTo(ConnectionProblem.Kind.NOT_GRPC));
    }
  }

  @Test
  void aPinnedCertificateIsAccepted() throws Exception {
    try (RealServer server = RealServer.start(Map.of(Setting.TLS, "self-signed"))) {
      Endpoint endpoint = new Endpoint(server.address(), new Security.Pinned(server.fingerprint()));
      String token = endpoint.signInAsGuest("guest").getToken();
      try (Chat chat = endpoint.open(token, Options.DEFAULT, (_, _) -> {})) {
        assertThat(chat.send("lobby", "hello").get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
      }
    }
  }

  @Test
  void aWrongCertificateEndsTheChatBeforeAnythingIsSent() throws Exception {
    X509Bundle certificate = Certificates.selfSigned();
    var pinned = Certificates.fingerprint(Certificates.selfSigned());
    var problem =
        new CertificateProblem.OtherCertificate(pinned, Certificates.fingerprint(certificate));
    try (ModelServer server = ModelServer.start(Certificates.server(certificate))) {
      Endpoint endpoint = new Endpoint(server.address(), new Security.Pinned(pinned));
      assertThat(failureOf(() -> endpoint.signInAsGuest("guest")).reason())
          .isEqualTo(new ChatException.CertificateRejected(server.address(), problem));
      try (Chat chat = endpoint.open("token", Options.DEFAULT, (_, _) -> {})) {
        assertThat(chat.awaitEnd())
            .isEqualTo(new Ending.CertificateRejected(server.address(), problem));
      }
      assertThat(server.received).isEmpty();
    }
  }

  @Test
  void theClientWaitsForAServerThatStartsLater() throws Exception {
    Recorder events = new Recorder();
    try (ModelServer server = ModelServer.start()) {
      server.stop();
      server.open("alice", Options.DEFAULT.withTimeouts(ModelServer.EAGER), events);
      assertThat(events.first(ChatEvent.Disconnected.class).problem().kind())
          .isEqualTo(ConnectionProblem.Kind.CONNECTION_REFUSED);
      server.startAgain();
      events.first(ChatEvent.Connected.class);
    }
  }
}
