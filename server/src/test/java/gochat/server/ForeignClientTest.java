package gochat.server;

import static gochat.server.ServerFixture.TEXT_BYTES_MAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.grpc.LoopbackProxy;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The promises of the contract, checked with a client that shares no code with the server: Python
/// on gRPC's C core.
@Timeout(60)
class ForeignClientTest {
  private static final String TOO_LONG =
      "Your message is too long and has not been sent. Allowed: 65536 bytes of UTF-8.";

  private static ForeignClients python;

  @RegisterExtension final ServerFixture server = new ServerFixture();

  private ForeignClients.Stream alice;
  private ForeignClients.Stream bob;

  @BeforeAll
  static void startPython() throws Exception {
    python = ForeignClients.start();
  }

  @AfterAll
  static void stopPython() {
    // Where there is no Python, nothing was started.
    if (python != null) {
      python.close();
    }
  }

  @BeforeEach
  void join() {
    alice = connect().join("Alice");
    bob = connect().join("Bob");
  }

  private ForeignClients.Channel connect() {
    return python.connect(server.port());
  }

  @Test
  void broadcastsReachEverybodyElseAndPrivateMessagesOneInTheOrderOfTheirSender() throws Exception {
    ForeignClients.Stream carol = connect().join("Carol");

    for (int i = 0; i < 300; i++) {
      alice.send("Alice", i % 3 == 0 ? "Bob" : "", "message " + i);
    }

    for (int i = 0; i < 300; i++) {
      bob.expect("Alice", i % 3 == 0 ? "Bob" : "", "message " + i);
    }
    for (int i = 0; i < 300; i++) {
      if (i % 3 != 0) {
        carol.expect("Alice", "", "message " + i);
      }
    }
    bob.say("done");
    // No message of its own comes before it.
    alice.expect("Bob", "", "done");
  }

  @Test
  void aMessageToOneselfIsDeliveredAndOneToNobodyAnsweredByANotice() throws Exception {
    alice.send("Alice", "Alice", "note");
    alice.expect("Alice", "Alice", "note");

    alice.send("Alice", "Nobody", "hello?");
    alice.say("still here");

    alice.expect(
        "server", "Alice", "\"Nobody\" is not online; your message has not been delivered.");
    bob.expect("Alice", "", "still here");
  }

  @Test
  void theFirstMessageRegistersItsNameIsWhatOthersSeeAndBlankOnesAreIgnored() throws Exception {
    ForeignClients.Stream carol = connect().open();
    carol.send("Carol", "", "first");
    carol.say(" \n");
    carol.send("Mallory", "Bob", "second");

    bob.expect("Carol", "", "first");
    bob.expect("Carol", "Bob", "second");
  }

  @ParameterizedTest
  @CsvSource({"ALICE, ALREADY_EXISTS, in use", "a b, INVALID_ARGUMENT, 1 to 32"})
  void aRefusedNameEndsItsStreamOnly(String name, Status.Code code, String reason)
      throws Exception {
    ForeignClients.Stream second = connect().open();

    second.send(name, "", "");

    assertThat(second.status().getCode()).isEqualTo(code);
    assertThat(second.status().getDescription()).contains(reason);
    bob.say("hi");
    alice.expect("Bob", "", "hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void aTextPastTheLimitIsAnsweredByANotice(String compression) throws Exception {
    ForeignClients.Stream carol = connect().open(compression, 0).register("Carol");
    String longest = "好".repeat(TEXT_BYTES_MAX / 3) + "x";

    carol.say(longest);
    carol.say(longest + "y");
    carol.say("x".repeat(3 * 1_024 * 1_024));
    carol.say("short");

    bob.expect("Carol", "", longest);
    bob.expect("Carol", "", "short");
    carol.expect("server", "Carol", TOO_LONG);
    carol.expect("server", "Carol", TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void aMessageOfMoreThanFourMebibytesEndsItsStreamOnly(String compression) throws Exception {
    ForeignClients.Channel connection = connect();
    ForeignClients.Stream carol = connection.open(compression, 0).register("Carol");
    ForeignClients.Stream dave = connection.join("Dave");

    carol.say("x".repeat(4 * 1_024 * 1_024));

    assertThat(carol.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    dave.say("unharmed");
    bob.expect("Dave", "", "unharmed");
  }

  @Test
  void contentIsCarriedByteForByte() throws Exception {
    List<String> texts =
        List.of(
            "  spaces kept  ",
            "line\r\nline\n",
            "nul \u0000, escape \u001b]52;c;eA==\u0007, C1 \u009b2J",
            "\u202eevil\u202c, e\u0301 is not é, \ufeff, \uffff, 😀👨‍👩‍👧",
            "z" + "\u0301".repeat(10_000));

    texts.forEach(alice::say);

    for (String text : texts) {
      bob.expect("Alice", "", text);
    }
  }

  @Test
  void halfCloseEndsWithOkBehindWhatWasSentAndFreesTheName() throws Exception {
    bob.send("Bob", "Bob", "to myself");
    bob.say("last words");
    bob.halfClose();

    bob.expect("Bob", "Bob", "to myself");
    assertThat(bob.status().getCode()).isEqualTo(Status.Code.OK);
    alice.expect("Bob", "", "last words");
    connect().join("Bob");
  }

  @Test
  void twoStreamsOfOneConnectionAreTwoUsers() throws Exception {
    ForeignClients.Channel connection = connect();
    ForeignClients.Stream carol = connection.join("Carol");
    ForeignClients.Stream dave = connection.join("Dave");

    carol.say("from Carol");
    dave.expect("Carol", "", "from Carol");
    dave.send("Dave", "Carol", "from Dave");

    carol.expect("Dave", "Carol", "from Dave");
    bob.expect("Carol", "", "from Carol");
  }

  @Test
  void aCancelledStreamAndAPassedDeadlineFreeTheName() {
    ForeignClients.Stream hurried = connect().open("none", 500).register("Carol");
    alice.cancel();

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.CANCELLED);
    assertThat(hurried.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    server.joinWhenFree("Alice");
    server.joinWhenFree("Carol");
  }

  @Test
  void aShutdownEndsStreamsWithASentence() {
    server.stop();

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(alice.status().getDescription()).contains("shutting down");
  }

  /// Ten times as often as the promised five seconds, to keep the test short.
  @Test
  void aClientThatPingsAnIdleConnectionIsNotDisconnected() throws Exception {
    LoopbackProxy network = server.open(new LoopbackProxy(server.port()));
    ForeignClients.Stream carol =
        python
            .connect(
                network.port(),
                "grpc.keepalive_time_ms=500",
                "grpc.keepalive_timeout_ms=10000",
                "grpc.keepalive_permit_without_calls=1",
                "grpc.http2.max_pings_without_data=0",
                "grpc.http2.min_time_between_pings_ms=500",
                "grpc.http2.min_sent_ping_interval_without_data_ms=500")
            .join("Carol");
    long before = network.bytesToServer();

    // A ping has 17 bytes.
    await().until(() -> network.bytesToServer() >= before + 5 * 17);

    carol.say("still here");
    bob.expect("Carol", "", "still here");
  }
}
