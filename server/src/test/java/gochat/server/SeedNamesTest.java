package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names on `gochat.ChatService/Chat`, from registration to release, over real sockets with
/// grpc-java.
class SeedNamesTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  @Test
  void theFirstMessageRegistersAndIsSentWhenItHasContent() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.connect();

    bob.send("Bob", "", "I am here");

    alice.expect("Bob", "", "I am here");
  }

  @Test
  void aFirstMessageMayBePrivate() throws Exception {
    TestClient alice = server.join("Alice");

    server.connect().send("Bob", "Alice", "psst");

    alice.expect("Bob", "Alice", "psst");
  }

  @Test
  void theRegisteredNameIsWhatOthersSee() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");

    bob.send("Mallory", "", "one");
    bob.send("", "Alice", "two");

    alice.expect("Bob", "", "one");
    alice.expect("Bob", "Alice", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Alice", "ALICE", "Ａlice"})
  void aNameInUseIsRefusedAndItsHolderUntouched(String name) throws Exception {
    TestClient alice = server.join("Alice");
    TestClient second = server.connect();

    second.send(name, "", "");

    assertThat(second.status().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(second.status().getDescription()).contains(name).contains("in use");
    server.join("Bob").say("hi");
    alice.expect("Bob", "", "hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\u202eb", "server", "123456789012345678901234567890123"})
  void anInvalidNameIsRefusedWithWhatIsAllowed(String name) {
    TestClient client = server.connect();

    client.send(name, "", "hi");

    assertThat(client.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(client.status().getDescription()).containsAnyOf("1 to 32", "reserved");
  }

  @Test
  void halfCloseWritesWhatWasSentEndsWithOkAndFreesTheName() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");

    bob.say("last words");
    bob.send("Bob", "Bob", "to myself");
    bob.halfClose();

    bob.expect("Bob", "Bob", "to myself");
    assertThat(bob.status()).isEqualTo(Status.OK);
    alice.expect("Bob", "", "last words");
    server.join("Bob").say("again");
    alice.expect("Bob", "", "again");
  }

  @Test
  void aStreamThatEndsWithoutAWordEndsWithOk() {
    TestClient client = server.connect();

    client.halfClose();

    assertThat(client.status()).isEqualTo(Status.OK);
  }

  @Test
  void aDisconnectFreesTheName() throws Exception {
    server.join("Bob").cancel();

    TestClient bob = server.joinWhenFree("Bob");
    bob.send("Bob", "Bob", "mine");
    bob.expect("Bob", "Bob", "mine");
  }

  @Test
  void aMessageToAUserWhoHasLeftIsAnsweredByANotice() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    bob.halfClose();
    bob.status();

    alice.send("Alice", "Bob", "too late");

    assertThat(alice.next().getUsername()).isEqualTo("server");
  }

  @Test
  void thereAreNoJoinOrLeaveMessages() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    bob.halfClose();
    bob.status();
    server.join("Carol").say("first thing to hear");

    alice.expect("Carol", "", "first thing to hear");
  }

  @Test
  void aTargetIsFoundByAnyWritingOfItsNameAndSeesItsOwn() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Ｂob");

    alice.send("Alice", "BOB", "hi");

    bob.expect("Alice", "Ｂob", "hi");
  }
}
