package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.Gochat.ChatMessage;
import gochat.grpc.LoopbackProxy;
import io.grpc.Status;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// P6 of the delivery contract: a reader that is slow or stops loses nothing, disturbs no other and
/// costs no memory. Line 30 of the test plan.
@Timeout(60)
class SlowReaderTest {
  private static final int MESSAGES = 20_000;
  private static final String KILOBYTE = "x".repeat(1_000);

  /// Far less than the 20 MB that pass.
  private static final long MEMORY_GROWTH_BYTES_MAX = 8 * 1_024 * 1_024;

  /// Far more messages than a connection and its windows hold.
  private static final int BACKLOG = 3_000;

  /// One in so many messages is private, so that the bound of one sender is not reached.
  private static final int PRIVATE_EVERY = 60;

  @RegisterExtension final ServerFixture server = new ServerFixture();

  @Test
  void aReaderWithoutAWindowGetsEverythingOnceItReads() throws Exception {
    TestClient stuck = server.joinLazily("Stuck");

    passBy();

    stuck.read(MESSAGES);
    expectAll(stuck);
  }

  @Test
  void aReaderThatLeavesItsSocketAloneGetsEverythingOnceItReads() throws Exception {
    LoopbackProxy network = server.open(new LoopbackProxy(server.port()));
    // Its windows are larger than all messages, so that the socket is what stops.
    TestClient stuck = server.open(TestClient.lazy(network.port(), 64 * 1_024 * 1_024));
    stuck.register("Stuck");
    stuck.read(MESSAGES);
    network.freeze();

    passBy();

    assertThat(stuck.waiting()).isLessThan(MESSAGES / 2);
    network.thaw();
    expectAll(stuck);
  }

  /// Alice sends all messages to Bob, and the server's memory does not grow with them.
  private void passBy() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    long before = usedBytes();
    for (int i = 0; i < MESSAGES; i++) {
      alice.say(i + KILOBYTE);
    }
    expectAll(bob);
    // Buffers are released a moment after their bytes have been sent.
    await()
        .untilAsserted(() ->
            assertThat(usedBytes() - before)
                .as("growth of memory")
                .isLessThan(MEMORY_GROWTH_BYTES_MAX));
  }

  private static void expectAll(TestClient reader) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      reader.expect("Alice", "", i + KILOBYTE);
    }
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return heap
        + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  @Test
  void aReaderThatCatchesUpWhileOthersGoOnGetsExactlyTheLog() throws Exception {
    TestClient slow = server.joinLazily("Slow");
    TestClient witness = server.join("Witness");
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    Thread.startVirtualThread(() -> sayAll(alice));
    Thread.startVirtualThread(() -> sayAll(bob));
    witness.nextTexts(BACKLOG);

    List<String> read = new ArrayList<>();
    while (read.size() < 2 * BACKLOG) {
      slow.read(100);
      read.addAll(slow.nextTexts(100));
    }

    assertThat(read)
        .containsExactlyElementsOf(
            server.stopAndReadLog().stream().map(ServerFixture::text).toList());
    assertThat(slow.waiting()).isZero();
  }

  private static void sayAll(TestClient sender) {
    for (int i = 0; i < BACKLOG; i++) {
      sender.say(i + KILOBYTE);
    }
  }

  @Test
  void itsOwnMessagesDoNotComeBackFromTheLog() throws Exception {
    TestClient slow = server.joinLazily("Slow");
    TestClient witness = server.join("Witness");
    TestClient alice = server.join("Alice");
    for (int i = 0; i < BACKLOG; i++) {
      alice.say(i + KILOBYTE);
      slow.say("own " + i);
    }
    witness.nextTexts(2 * BACKLOG);

    slow.read(BACKLOG + 1);
    alice.say("last");

    for (int i = 0; i < BACKLOG; i++) {
      slow.expect("Alice", "", i + KILOBYTE);
    }
    slow.expect("Alice", "", "last");
    assertThat(server.stopAndReadLog().stream().map(ServerFixture::author))
        .filteredOn("Slow"::equals)
        .hasSize(BACKLOG);
  }

  @Test
  void aReaderThatLeavesWhileItIsBehindHearsEverythingSentBefore() throws Exception {
    TestClient slow = server.joinLazily("Slow");
    TestClient witness = server.join("Witness");
    TestClient alice = server.join("Alice");
    for (int i = 0; i < BACKLOG; i++) {
      alice.say(i + KILOBYTE);
    }
    witness.nextTexts(BACKLOG);

    slow.halfClose();
    // The name is free at once nevertheless.
    server.joinWhenFree("Slow");
    slow.read(BACKLOG);

    for (int i = 0; i < BACKLOG; i++) {
      slow.expect("Alice", "", i + KILOBYTE);
    }
    assertThat(slow.status()).isEqualTo(Status.OK);
  }

  @Test
  void privateMessagesWaitAtThePlaceWhereTheyWereSent() throws Exception {
    TestClient slow = server.joinLazily("Slow");
    TestClient witness = server.join("Witness");
    TestClient alice = server.join("Alice");
    for (int i = 0; i < BACKLOG; i++) {
      alice.send("", i % PRIVATE_EVERY == 0 ? "Slow" : "", i + KILOBYTE);
    }
    witness.nextTexts(BACKLOG - BACKLOG / PRIVATE_EVERY);

    slow.read(BACKLOG);

    for (int i = 0; i < BACKLOG; i++) {
      slow.expect("Alice", i % PRIVATE_EVERY == 0 ? "Slow" : "", i + KILOBYTE);
    }
  }

  @Test
  void tooManyPrivateMessagesEndTheStreamThatDoesNotReadThemAndTheSenderGoesOn() throws Exception {
    TestClient stuck = server.joinLazily("Stuck");
    TestClient bob = server.join("Bob");
    TestClient alice = server.join("Alice");
    for (int i = 0; i < BACKLOG; i++) {
      alice.say(i + KILOBYTE);
    }
    bob.nextTexts(BACKLOG);
    String text = "x".repeat(60_000);
    // The bound of one sender is far below the bound that ends the stream.
    List<TestClient> senders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      senders.add(server.join("Sender" + i));
    }

    for (TestClient sender : senders) {
      sender.send("", "Stuck", text);
      sender.send("", "Stuck", text);
    }
    alice.say("still here");

    bob.expect("Alice", "", "still here");
    for (TestClient sender : senders) {
      List<ChatMessage> heard = List.of(sender.next(), sender.next(), sender.next());
      assertThat(heard)
          .filteredOn(message -> message.getUsername().equals("server"))
          .hasSize(2)
          .allMatch(notice -> notice.getContent().startsWith("\"Stuck\" is not online"));
    }
    stuck.read(BACKLOG);
    assertThat(stuck.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(stuck.status().getDescription()).contains("Too many private messages");
    server.join("Stuck");
  }

  @Test
  void aReceiverThatDiesInTheMiddleOfAWriteHarmsNoOther() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    List<LoopbackProxy> networks = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      LoopbackProxy network = server.open(new LoopbackProxy(server.port()));
      server.open(TestClient.connect(network.port())).register("dying" + i);
      networks.add(network);
    }

    List<String> sent = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    for (LoopbackProxy network : networks) {
      for (int i = 0; i < 300; i++) {
        sent.add(sent.size() + KILOBYTE);
        alice.say(sent.getLast());
      }
      heard.addAll(bob.nextTexts(150));
      network.cut();
      heard.addAll(bob.nextTexts(150));
    }

    assertThat(heard).isEqualTo(sent);
    assertThat(alice.isOpen()).isTrue();
    for (int i = 0; i < networks.size(); i++) {
      server.joinWhenFree("dying" + i);
    }
  }
}
