package gochat.client.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import gochat.Gochat.ChatMessage;
import gochat.client.ConnectionProblem;
import gochat.client.MisbehavingServer;
import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.SeedServer;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.seed.ChatEvent.Back;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Lost;
import gochat.client.seed.ChatEvent.MayNotHaveArrived;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatEvent.NameStillHeld;
import gochat.client.seed.ChatEvent.Refusal;
import gochat.client.seed.ChatEvent.Refused;
import gochat.client.seed.ChatEvent.Unreachable;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatClientTest {
  private static final Timeouts QUICK = new Timeouts(10_000, 50, 20, 50, 10_000, 60_000);
  private static final Timeouts IMPATIENT = new Timeouts(1_000, 50, 20, 50, 10_000, 60_000);

  /// Gives the server of a busy machine time to refuse a name.
  private static final Timeouts UNHURRIED = new Timeouts(10_000, 10_000, 20, 50, 10_000, 60_000);

  private final List<ChatClient> clients = new ArrayList<>();
  private final AtomicLong clockMs = new AtomicLong(1_000_000);
  private SeedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = SeedServer.start();
  }

  @AfterEach
  void stopAll() throws Exception {
    clients.forEach(ChatClient::close);
    server.close();
  }

  @Test
  void aLineReachesEverybodyElse() throws Exception {
    Recorder alices = new Recorder();
    Recorder bobs = new Recorder();
    ChatClient alice = connected("Alice", alices);
    connected("Bob", bobs);

    alice.send(ChatLine.toEverybody("你好 wow!! C:\\x"), 0);

    assertThat(bobs.first(Message.class)).isEqualTo(new Message("Alice", "", "你好 wow!! C:\\x"));
    assertThat(alices.texts()).isEmpty();
  }

  @Test
  void aPrivateLineReachesItsTargetOnly() throws Exception {
    Recorder bobs = new Recorder();
    Recorder carols = new Recorder();
    ChatClient alice = connected("Alice", new Recorder());
    ChatClient bob = connected("Bob", bobs);
    connected("Carol", carols);

    alice.send(new ChatLine("Bob", "psst"), 0);
    assertThat(bobs.first(Message.class)).isEqualTo(new Message("Alice", "Bob", "psst"));

    bob.send(ChatLine.toEverybody("to all"), 0);
    carols.first(Message.class);
    assertThat(carols.texts()).containsExactly("to all");
  }

  @Test
  void leavingSendsTheLastLineFirst() throws Exception {
    ChatClient alice = connected("Alice", new Recorder());
    alice.send(ChatLine.toEverybody("bye"), 0);

    LeaveResult leaveResult = alice.leave(2_000);

    assertThat(leaveResult).isEqualTo(new LeaveResult(0, List.of()));
    assertThat(server.texts()).containsExactly("bye");
    assertThat(server.names()).isEmpty();
  }

  @Test
  void aFloodArrivesWholeAndInOrder() throws Exception {
    List<String> lines = IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList();
    ChatClient alice = connected("Alice", new Recorder());
    for (String line : lines) {
      assertThat(alice.send(ChatLine.toEverybody(line), 10_000)).isTrue();
    }

    assertThat(alice.leave(20_000).unsentLines()).isZero();
    assertThat(server.texts()).isEqualTo(lines);
  }

  @Test
  void linesWithoutAConnectionAreSentOnceAfterAReconnect() throws Exception {
    Recorder alices = new Recorder();
    ChatClient alice = connected("Alice", alices);
    server.stop();
    alices.first(Lost.class);

    alice.send(ChatLine.toEverybody("one"), 0);
    alice.send(ChatLine.toEverybody("two"), 0);
    assertThat(alice.unsentLines()).isEqualTo(2);
    server.startAgain();

    alices.first(Back.class);
    await().until(() -> server.texts().size() == 2);
    assertThat(alice.leave(2_000).unsentLines()).isZero();
    assertThat(server.texts()).containsExactly("one", "two");
    assertThat(alices.all(MayNotHaveArrived.class)).isEmpty();
    assertThat(alices.all(Lost.class)).hasSize(1);
  }

  @Test
  void aLineJustBeforeABreakIsReportedAndNotRepeated() throws Exception {
    Recorder alices = new Recorder();
    ChatClient alice = connected("Alice", alices);
    alice.send(ChatLine.toEverybody("long ago"), 0);
    await().until(() -> server.texts().size() == 1);
    clockMs.addAndGet(UnconfirmedLines.RECENT_MS + 1);
    alice.send(ChatLine.toEverybody("just now"), 0);
    await().until(() -> server.texts().size() == 2);

    server.stop();
    assertThat(alices.first(MayNotHaveArrived.class).lines())
        .containsExactly(ChatLine.toEverybody("just now"));
    server.startAgain();
    alices.first(Back.class);
    alice.leave(2_000);

    assertThat(server.texts()).containsExactly("long ago", "just now");
  }

  @Test
  void linesBeyondTheLimitAreRejected() throws Exception {
    Recorder alices = new Recorder();
    ChatClient alice = connected("Alice", alices);
    server.stop();
    alices.first(Lost.class);

    String large = "x".repeat(LineQueue.CHARS_MAX / 2);
    assertThat(alice.send(ChatLine.toEverybody(large), 0)).isTrue();
    assertThat(alice.send(ChatLine.toEverybody(large), 0)).isFalse();
    assertThat(alice.send(ChatLine.toEverybody("small"), 0)).isTrue();
    assertThat(alice.leave(1_000).unsentLines()).isEqualTo(2);
  }

  @Test
  void aTakenNameIsRefusedWithTheServersSentence() {
    server.refuse(Status.ALREADY_EXISTS.withDescription("Alice is online"));
    Recorder alices = new Recorder();
    start("Alice", UNHURRIED, server.address(), alices);

    assertThat(alices.first(Refused.class))
        .isEqualTo(new Refused(Refusal.NAME_TAKEN, "Alice is online"));
    assertThat(alices.events()).hasSize(1);
  }

  @Test
  void anInvalidNameIsRefused() {
    server.refuse(Status.INVALID_ARGUMENT.withDescription("letters only"));
    Recorder alices = new Recorder();
    start("a b", UNHURRIED, server.address(), alices);

    assertThat(alices.first(Refused.class).reason()).isEqualTo(Refusal.NAME_INVALID);
  }

  @Test
  void aNameStillHeldWhileReconnectingIsTriedAgainAndLosesNoLine() throws Exception {
    Recorder alices = new Recorder();
    ChatClient alice = connected("Alice", alices);
    server.refuse(Status.ALREADY_EXISTS);
    server.end("Alice");
    alices.first(NameStillHeld.class);
    alice.send(ChatLine.toEverybody("meanwhile"), 0);

    server.refuse(null);
    alices.first(Back.class);
    await().until(() -> server.texts().size() == 1);
    assertThat(alice.leave(2_000).uncertain()).isEmpty();
    assertThat(server.texts()).containsExactly("meanwhile");
    assertThat(alices.all(NameStillHeld.class)).hasSize(1);
    assertThat(alices.all(MayNotHaveArrived.class)).isEmpty();
  }

  @Test
  void aNameThatStaysTakenEndsTheReconnect() throws Exception {
    Recorder alices = new Recorder();
    connected("Alice", alices);
    server.refuse(Status.ALREADY_EXISTS);
    server.end("Alice");
    alices.first(NameStillHeld.class);

    clockMs.addAndGet(QUICK.nameHeldMs());
    assertThat(alices.first(Refused.class).reason()).isEqualTo(Refusal.NAME_TAKEN);
  }

  @Test
  void aStreamThatTheServerEndsWithOkIsLostAndComesBack() throws Exception {
    Recorder alices = new Recorder();
    connected("Alice", alices);
    server.end("Alice");

    assertThat(alices.first(Lost.class).problem().kind()).isEqualTo(ConnectionProblem.Kind.ENDED);
    alices.first(Back.class);
    await().until(() -> server.names().contains("Alice"));
  }

  @Test
  void undecodableBytesAreALostConnection() throws Exception {
    Recorder alices = new Recorder();
    connected("Alice", alices);
    // Field 1, the sender, with bytes that are not UTF-8.
    var notUtf8 =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(ByteString.copyFrom(new byte[] {(byte) 0xff}))
            .build();
    server.deliver(
        "Alice",
        ChatMessage.newBuilder()
            .setUnknownFields(UnknownFieldSet.newBuilder().addField(1, notUtf8).build())
            .build());

    assertThat(alices.first(Lost.class).problem().kind())
        .isEqualTo(ConnectionProblem.Kind.UNREADABLE);
    alices.first(Back.class);
  }

  @Test
  void aMissingServerIsReportedAtOnce() throws Exception {
    server.stop();
    Recorder alices = new Recorder();
    start("Alice", Timeouts.DEFAULT, server.address(), alices);

    assertThat(alices.first(Unreachable.class).problem().kind())
        .isEqualTo(ConnectionProblem.Kind.CONNECTION_REFUSED);
  }

  @Test
  void anUnknownHostIsReported() {
    Recorder alices = new Recorder();
    start("Alice", QUICK, new ServerAddress("no-such-host.invalid", 1), alices);

    assertThat(alices.first(Unreachable.class).problem().kind())
        .isEqualTo(ConnectionProblem.Kind.HOST_UNKNOWN);
  }

  @Test
  void aSilentServerIsReported() throws Exception {
    try (MisbehavingServer silent = MisbehavingServer.silent()) {
      Recorder alices = new Recorder();
      start("Alice", IMPATIENT, silent.address(), alices);

      assertThat(alices.first(Unreachable.class).problem().kind())
          .isEqualTo(ConnectionProblem.Kind.NO_ANSWER);
    }
  }

  @Test
  void aWebServerIsNotAChatServer() throws Exception {
    try (MisbehavingServer web = MisbehavingServer.http1()) {
      Recorder alices = new Recorder();
      start("Alice", QUICK, web.address(), alices);

      assertThat(alices.first(Unreachable.class).problem().kind())
          .isEqualTo(ConnectionProblem.Kind.NOT_GRPC);
    }
  }

  @Test
  void aListenerThatHangsDoesNotHoldUpLeaving() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ChatClient alice =
        start(
            "Alice",
            QUICK,
            server.address(),
            event -> {
              try {
                never.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> server.names().contains("Alice"));
    alice.send(ChatLine.toEverybody("waits"), 0);

    assertThat(CompletableFuture.supplyAsync(() -> alice.leave(100)))
        .succeedsWithin(Duration.ofMinutes(1));
    never.countDown();
  }

  private ChatClient connected(String name, Recorder events) {
    ChatClient client = start(name, QUICK, server.address(), events);
    events.first(Connected.class);
    await().until(() -> server.names().contains(name));
    return client;
  }

  private ChatClient start(
      String name, Timeouts timeouts, ServerAddress address, Consumer<ChatEvent> listener) {
    ChatClient client =
        new ChatClient(
            ServerAddresses.of(address),
            new Security.Plaintext(),
            name,
            timeouts,
            new SplittableRandom(1),
            clockMs::get,
            listener);
    clients.add(client);
    client.connect();
    return client;
  }
}
