package gochat.client.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.ConnectionProblem;
import gochat.client.Recorder;
import gochat.client.ReservedPort;
import gochat.client.Security;
import gochat.client.SeedServer;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.seed.ChatEvent.Back;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.NameStillHeld;
import gochat.client.seed.ChatEvent.Refused;
import gochat.client.seed.ChatEvent.Unreachable;
import gochat.grpc.LoopbackProxy;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One server with several addresses.
class SeveralAddressesTest {
  private static final Timeouts QUICK =
      new Timeouts(10_000, 50, 20, 50, 10_000, Timeouts.DEFAULT.nameHeldMs());

  /// Beside the real time.
  private final AtomicLong passedMs = new AtomicLong();

  private final List<ChatClient> clients = new ArrayList<>();
  private SeedServer server;
  private ReservedPort closed;

  @BeforeEach
  void startServer() throws IOException {
    server = SeedServer.start();
    closed = new ReservedPort();
  }

  @AfterEach
  void stopAll() throws Exception {
    clients.forEach(ChatClient::close);
    server.close();
    closed.close();
  }

  @Test
  void anAddressWhereNothingAnswersIsPassedOver() {
    // The seed decides with which address the client begins, so both orders are tried.
    List<ServerAddress> both = List.of(closed.address(), server.address());
    for (List<ServerAddress> order : List.of(both, both.reversed())) {
      Recorder events = new Recorder();
      ChatClient alice = start(new ServerAddresses(order), events);
      events.first(Connected.class);
      alice.close();
      assertThat(events.all(Unreachable.class)).isEmpty();
      await().until(() -> server.names().isEmpty());
    }
  }

  @Test
  void aServerThatAnswersAtNoAddressIsReportedOnce() throws Exception {
    server.stop();
    Recorder events = new Recorder();
    start(ServerAddresses.of(closed.address(), server.address()), events);
    assertThat(events.first(Unreachable.class).problem().kind())
        .isEqualTo(ConnectionProblem.Kind.CONNECTION_REFUSED);
    assertThat(events.events()).hasSize(1);
  }

  @Test
  void aLostConnectionComesBackAtTheNextAddress() throws Exception {
    try (LoopbackProxy one = new LoopbackProxy(server.address().port());
        LoopbackProxy other = new LoopbackProxy(server.address().port())) {
      Recorder events = new Recorder();
      ChatClient alice = start(ServerAddresses.of(local(one), local(other)), events);
      events.first(Connected.class);
      LoopbackProxy used = one.bytesToServer() > 0 ? one : other;
      used.close();
      events.first(Back.class);
      alice.send(ChatLine.toEverybody("over the other one"), 0);
      await().until(() -> server.texts().contains("over the other one"));
    }
  }

  @Test
  void aNameThatADeadServerHadIsWaitedForAtTheNextOne() throws Exception {
    try (SeedServer another = SeedServer.start()) {
      Recorder events = new Recorder();
      start(ServerAddresses.of(server.address(), another.address()), events);
      events.first(Connected.class);
      SeedServer dead = server.names().contains("Alice") ? server : another;
      SeedServer next = dead == server ? another : server;
      next.refuse(Status.ALREADY_EXISTS);
      dead.stop();
      events.first(NameStillHeld.class);
      // The longest time for which a dead server's names are in use.
      passedMs.addAndGet(11_000);
      int refusals = next.refusals();
      await().until(() -> next.refusals() > refusals + 1);
      next.refuse(null);

      events.first(Back.class);
      assertThat(events.all(Refused.class)).isEmpty();
    }
  }

  private static ServerAddress local(LoopbackProxy way) {
    return new ServerAddress("127.0.0.1", way.port());
  }

  private ChatClient start(ServerAddresses addresses, Recorder events) {
    ChatClient client =
        new ChatClient(
            addresses,
            new Security.Plaintext(),
            "Alice",
            QUICK,
            new SplittableRandom(1),
            () -> System.nanoTime() / 1_000_000 + passedMs.get(),
            events);
    clients.add(client);
    client.connect();
    return client;
  }
}
