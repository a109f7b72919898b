package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.ServerFrame;
import gochat.v1.SignedIn;
import io.grpc.Status;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server that takes only accounts over the first contract.
class FirstContractTest {
  @RegisterExtension
  final ServerFixture server = new ServerFixture(Map.of(Setting.FIRST_CONTRACT, "accounts"));

  @Test
  void aStreamWithoutATokenIsRefusedAndToldWhatToDo() {
    TestClient nameless = server.connect();

    nameless.send("Bob", "", "hello");

    assertRefused(nameless);
  }

  @Test
  void soIsOneWhoseFirstMessageIsTooLong() {
    TestClient nameless = server.connect();

    nameless.send("Bob", "", "x".repeat(ServerFixture.TEXT_BYTES_MAX + 8_192));

    assertRefused(nameless);
  }

  @Test
  void aGuestMayUseTheV1ApiButNotTheFirstContract() {
    V1Client guest = V1Client.guest(server.channel(), "Gast");
    TestClient seed = server.open(TestClient.on(guest.asSelf()));

    seed.send("Gast", "", "hello");

    assertRefused(seed);
    guest.send("lobby", "hello");
  }

  private static void assertRefused(TestClient client) {
    Status status = client.status();
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription())
        .contains("Sign in and send your token")
        .contains("first-contract = everybody");
  }

  @Test
  void theNameOfARefusedStreamStaysFree() {
    TestClient nameless = server.connect();
    nameless.send("Bob", "", "");
    assertRefused(nameless);

    SignedIn bob = V1Client.register(server.channel(), "Bob").signedIn();

    assertThat(bob.getUser().getName()).isEqualTo("Bob");
  }

  @Test
  void anAccountsStreamWithItsTokenTakesPart() throws Exception {
    V1Client alice = V1Client.register(server.channel(), "Alice");
    V1Client bob = V1Client.register(server.channel(), "Bob");
    Iterator<ServerFrame> heard = bob.follow();

    TestClient seed = server.open(TestClient.on(alice.asSelf()).register("Alice"));
    seed.say("with my token");

    assertThat(heard.next().getEvent().getMessagePosted().getText()).isEqualTo("with my token");
  }
}
