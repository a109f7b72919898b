package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import gochat.room.LogEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients come and go while others chat: what each of them got is compared with the log.
@Timeout(60)
class ChurnTest {
  private static final int CLIENTS = 200;
  private static final int VISITS = 2;

  /// The messages that one client sent and received between registering and leaving.
  ///
  /// @param isComplete it left by half-close and heard the server's OK
  private record Visit(
      String name, List<String> said, List<ChatMessage> heard, boolean isComplete) {}

  @RegisterExtension final ServerFixture server = new ServerFixture();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1})
  void everyDeliveryIsAccountedFor(long seed) throws Exception {
    TestClient witness = server.join("witness");
    List<Visit> visits = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Visit>>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        Random random = new Random(seed * CLIENTS + i);
        clients.add(threads.submit(() -> visits(client, random)));
      }
      for (Future<List<Visit>> client : clients) {
        visits.addAll(client.get());
      }
    }
    witness.halfClose();
    witness.status();

    List<LogEntry> log = server.stopAndReadLog();
    assertThat(witness.drain())
        .extracting(ChatMessage::getContent)
        .isEqualTo(log.stream().map(ServerFixture::text).toList());
    visits.forEach(visit -> check(visit, log));
  }

  private List<Visit> visits(int client, Random random) throws InterruptedException {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < VISITS; i++) {
      Thread.sleep(random.nextInt(300));
      visits.add(visit("client" + client + "-" + i, random));
    }
    return visits;
  }

  /// Registers, sends a few messages, receives those of others meanwhile, and leaves by half-close
  /// or by cancelling.
  private Visit visit(String name, Random random) throws InterruptedException {
    try (TestClient client = TestClient.connect(server.port()).register(name)) {
      List<String> said = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        said.add(name + " says " + i);
        client.say(said.getLast());
        Thread.sleep(random.nextInt(30));
      }
      boolean isPolite = random.nextInt(4) > 0;
      if (isPolite) {
        client.halfClose();
        assertThat(client.status().isOk()).as("%s ended with %s", name, client.status()).isTrue();
      } else {
        client.cancel();
        client.status();
      }
      return new Visit(name, said, client.drain(), isPolite);
    }
  }

  /// The log has its messages in its order; the messages that it received are a piece of the log
  /// without its own: nothing missing, doubled or in another order. The piece covers the time
  /// between its own messages.
  private static void check(Visit visit, List<LogEntry> log) {
    List<String> stored =
        log.stream()
            .filter(entry -> ServerFixture.author(entry).equals(visit.name()))
            .map(ServerFixture::text)
            .toList();
    assertThat(stored)
        .as("log of %s", visit.name())
        .isEqualTo(visit.said().subList(0, Math.min(stored.size(), visit.said().size())));
    List<String> heard = visit.heard().stream().map(ChatMessage::getContent).toList();
    if (visit.isComplete()) {
      assertThat(stored).as("log of %s", visit.name()).isEqualTo(visit.said());
      assertIsPiece(othersBetween(stored, log), heard, visit.name() + " heard");
    }
    assertIsPiece(heard, othersThan(visit.name(), log), "log without " + visit.name());
  }

  private static void assertIsPiece(List<String> piece, List<String> whole, String description) {
    assertThat(Collections.indexOfSubList(whole, piece))
        .as("%s: place of %s in %s", description, piece, whole)
        .isNotNegative();
  }

  private static List<String> othersThan(String name, List<LogEntry> log) {
    return log.stream()
        .filter(entry -> !ServerFixture.author(entry).equals(name))
        .map(ServerFixture::text)
        .toList();
  }

  private static List<String> othersBetween(List<String> own, List<LogEntry> log) {
    List<String> texts = log.stream().map(ServerFixture::text).toList();
    List<String> between =
        new ArrayList<>(
            texts.subList(texts.indexOf(own.getFirst()), texts.indexOf(own.getLast()) + 1));
    between.removeAll(own);
    return between;
  }

  @Test
  void aNameGoesFromOneConnectionToTheNextAndNoLateEndTakesItAway() throws Exception {
    TestClient bob = server.join("Bob");
    TestClient alice = server.join("Alice");
    for (int round = 0; round < 50; round++) {
      leave(alice, round);

      alice = server.joinWhenFree("Alice");
      bob.send("", "Alice", "round " + round);
      alice.expect("Bob", "Alice", "round " + round);
    }
    assertThat(bob.waiting()).isZero();
  }

  private static void leave(TestClient client, int round) {
    switch (round % 3) {
      case 0 -> client.halfClose();
      case 1 -> client.cancel();
      default -> client.close();
    }
  }
}
