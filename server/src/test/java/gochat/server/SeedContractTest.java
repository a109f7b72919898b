package gochat.server;

import static gochat.server.ServerFixture.TEXT_BYTES_MAX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import gochat.limit.LimitTable.Holds;
import gochat.v1.SetSlowModeRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of `gochat.ChatService/Chat`, over real sockets with grpc-java.
class SeedContractTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  @Test
  void aBroadcastReachesEverybodyElseOnceAndInOrder() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    TestClient carol = server.join("Carol");

    for (int i = 0; i < 100; i++) {
      alice.say("message " + i);
    }
    bob.say("done");

    for (int i = 0; i < 100; i++) {
      bob.expect("Alice", "", "message " + i);
    }
    List<ChatMessage> atCarol = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      atCarol.add(carol.next());
    }
    assertThat(atCarol.stream().filter(m -> m.getUsername().equals("Alice")))
        .extracting(ChatMessage::getContent)
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "message " + i).toList());
    alice.expect("Bob", "", "done");
    assertThat(alice.waiting()).isZero();
  }

  @Test
  void aPrivateMessageReachesItsTargetAlone() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    TestClient carol = server.join("Carol");

    alice.send("Alice", "Bob", "你好！");
    alice.say("for all");

    bob.expect("Alice", "Bob", "你好！");
    bob.expect("Alice", "", "for all");
    carol.expect("Alice", "", "for all");
    assertThat(carol.waiting()).isZero();
  }

  @Test
  void broadcastsAndPrivateMessagesOfOneSenderKeepTheirOrder() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");

    // The private messages of a part stay below the bound of waiting ones, however slowly Bob
    // reads.
    for (int part = 0; part < 1_000; part += 100) {
      for (int i = part; i < part + 100; i++) {
        alice.send("Alice", i % 3 == 0 ? "Bob" : "", "message " + i);
      }
      for (int i = part; i < part + 100; i++) {
        bob.expect("Alice", i % 3 == 0 ? "Bob" : "", "message " + i);
      }
    }
  }

  @Test
  void aPrivateMessageToOneselfIsDelivered() throws Exception {
    TestClient alice = server.join("Alice");

    alice.send("Alice", "alice", "note");

    alice.expect("Alice", "Alice", "note");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nobody", "not a name", "server"})
  void aMessageToNobodyIsAnsweredByANoticeAndTheSenderGoesOn(String target) throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");

    alice.send("Alice", target, "hello?");
    alice.say("still here");

    alice.expect(
        "server",
        "Alice",
        "\"" + target + "\" is not online; your message has not been delivered.");
    bob.expect("Alice", "", "still here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\u3000\t"})
  void blankMessagesAreIgnored(String blank) throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");

    bob.say(blank);
    bob.send("Bob", "Alice", blank);
    bob.say("text");

    alice.expect("Bob", "", "text");
  }

  @Test
  void aTextOfExactlyTheLimitPassesAndOneByteMoreIsRefusedByANotice() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    String longest = "好".repeat(TEXT_BYTES_MAX / 3) + "x";
    assertThat(longest.getBytes(UTF_8)).hasSize(TEXT_BYTES_MAX);

    alice.say(longest);
    alice.say(longest + "y");
    alice.say("x".repeat(3 * 1_024 * 1_024));
    alice.send("Alice", "Bob", longest + "y");
    alice.say("short");

    bob.expect("Alice", "", longest);
    bob.expect("Alice", "", "short");
    for (int i = 0; i < 3; i++) {
      alice.expect(
          "server",
          "Alice",
          "Your message is too long and has not been sent. Allowed: 65536 bytes of UTF-8.");
    }
  }

  @Test
  void slowModeRefusesAMessageByANoticeAndHoldsNoOtherBack() throws Exception {
    V1Client root = V1Client.administrator(server.channel(), "root", server.adminCode());
    var _ =
        root.rooms()
            .setSlowMode(
                SetSlowModeRequest.newBuilder()
                    .setRoom("lobby")
                    .setIntervalSeconds(21_600)
                    .build());
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");

    alice.say("one");
    alice.say("two");
    alice.send("Alice", "Bob", "in private");

    assertThat(alice.next().getContent())
        .startsWith(
            "This room has slow mode, and your message has not been sent. You can write again in");
    bob.expect("Alice", "", "one");
    bob.expect("Alice", "Bob", "in private");
  }

  @Test
  @Holds("request.skipped-bytes-max")
  void aMessageThatDeclaresMoreThanFourMebibytesEndsItsStreamOnly() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    TestClient carol = server.join("Carol");

    alice.say("x".repeat(4 * 1_024 * 1_024));

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    bob.say("unharmed");
    carol.expect("Bob", "", "unharmed");
    server.join("Alice");
  }

  @ParameterizedTest
  @CsvSource({"65_537, false", "69_700, false", "4_000_000, false", "69_700, true"})
  void aFirstMessageThatIsTooLongRegistersAndIsRefusedByANotice(String bytes, boolean isCompressed)
      throws Exception {
    TestClient alice = server.join("Alice");
    ManagedChannel channel = server.channel();
    TestClient bob = isCompressed ? TestClient.compressingOn(channel) : TestClient.on(channel);

    bob.send("Bob", "", "x".repeat(Integer.parseInt(bytes.replace("_", ""))));
    bob.say("short");

    bob.expect(
        "server",
        "Bob",
        "Your message is too long and has not been sent. Allowed: 65536 bytes of UTF-8.");
    alice.expect("Bob", "", "short");
  }

  @Test
  void whereTheNameStandsInAFirstMessageThatIsTooLongMakesNoDifference() throws Exception {
    TestClient bob = server.connect();
    ChatMessage text = ChatMessage.newBuilder().setContent("x".repeat(100_000)).build();
    ChatMessage name = ChatMessage.newBuilder().setUsername("Bob").build();

    bob.send(text.toByteString().concat(name.toByteString()).toByteArray());

    assertThat(bob.next().getTargetname()).isEqualTo("Bob");
  }

  @Test
  void aFirstMessageThatIsTooLongAndHasNoNameIsRefused() {
    TestClient client = server.connect();

    client.say("x".repeat(100_000));

    assertThat(client.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(client.status().getDescription()).contains("name");
  }

  @Test
  void contentIsCarriedByteForByte() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    List<String> texts =
        List.of(
            "  spaces kept  ",
            "line\r\nline\n",
            "nul \u0000, bell \u0007, escape \u001b]52;c;eA==\u0007, C1 \u009b2J",
            "\u202eevil\u202c \u2066\u2069",
            "z" + "\u0301".repeat(10_000),
            "e\u0301 is not é, \ufeff, \uffff, 😀👨‍👩‍👧",
            "<img onerror=alert(1)> ' \" NEAR *");

    texts.forEach(alice::say);

    for (String text : texts) {
      bob.expect("Alice", "", text);
    }
  }

  @Test
  void aNewcomerGetsNoHistory() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    alice.say("before");
    bob.expect("Alice", "", "before");

    TestClient carol = server.join("Carol");
    alice.say("after");

    carol.expect("Alice", "", "after");
  }

  @Test
  void manyStreamsOnOneConnectionAreManyUsers() throws Exception {
    ManagedChannel channel = server.channel();
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clients.add(TestClient.on(channel).register("user" + i));
    }

    clients.getFirst().say("hi");
    clients.getFirst().send("", "user7", "only you");

    for (TestClient other : clients.subList(1, 20)) {
      other.expect("user0", "", "hi");
    }
    clients.get(7).expect("user0", "user7", "only you");
    assertThat(clients.getFirst().waiting()).isZero();
  }

  @Test
  void aShutdownEndsStreamsWithASentenceBehindWhatWasSent() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    alice.say("first");
    bob.expect("Alice", "", "first");

    server.stop();

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(alice.status().getDescription()).contains("shutting down");
    assertThat(bob.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aSenderFasterThanTheServerIsSlowedAndLosesNothing() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    String text = "x".repeat(2_000);

    for (int i = 0; i < 20_000; i++) {
      alice.say(i + text);
    }

    for (int i = 0; i < 20_000; i++) {
      bob.expect("Alice", "", i + text);
    }
  }
}
