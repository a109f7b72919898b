package gochat.client.v1;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gochat.client.ConnectionProblem;
import gochat.client.RealServer;
import gochat.client.Recorder;
import gochat.client.ReservedPort;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Connected;
import gochat.client.v1.ChatEvent.Disconnected;
import gochat.grpc.LoopbackProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One server with several addresses.
class SeveralAddressesTest {
  private static final Options EAGER =
      Options.DEFAULT.withCursors(CursorStore.inMemory()).withTimeouts(ModelServer.EAGER);

  @TempDir Path data;
  private RealServer server;
  private final List<LoopbackProxy> ways = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = RealServer.start(data);
    ways.add(new LoopbackProxy(server.address().port()));
    ways.add(new LoopbackProxy(server.address().port()));
  }

  @AfterEach
  void stop() throws IOException {
    for (LoopbackProxy way : ways) {
      way.close();
    }
    server.close();
  }

  @Test
  void aChatGoesOnAtTheNextAddressWithoutLosingOrRepeatingAnything() throws Exception {
    Recorder events = new Recorder();
    String token = server.endpoint().register("alice", "correct horse").getToken();
    Endpoint both = endpoint(ways.get(0).port(), ways.get(1).port());
    try (Chat alice = both.open(token, EAGER, events)) {
      events.first(CaughtUp.class);
      LoopbackProxy used = ways.get(0).bytesToServer() > 0 ? ways.get(0) : ways.get(1);
      List<String> texts = IntStream.range(0, 1_000).mapToObj(i -> "text " + i).toList();
      List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
      for (String text : texts) {
        outcomes.add(alice.send("lobby", text));
        if (outcomes.size() == 500) {
          used.close();
        }
      }
      for (CompletableFuture<Outcome> outcome : outcomes) {
        assertThat(outcome.get(60, SECONDS)).isInstanceOf(Outcome.Stored.class);
      }
      events.awaitTexts("lobby", texts);
      assertThat(events.all(Disconnected.class)).hasSize(1);
    }
  }

  @Test
  void anAddressWhereNothingAnswersIsPassedOver() throws Exception {
    try (ReservedPort closed = new ReservedPort()) {
      // Chats and calls begin with a random address.
      for (int i = 0; i < 5; i++) {
        Recorder events = new Recorder();
        Endpoint endpoint = endpoint(closed.number(), server.address().port());
        String token = endpoint.signInAsGuest("guest" + i).getToken();
        try (Chat _ = endpoint.open(token, EAGER, events)) {
          events.first(Connected.class);
          assertThat(events.all(Disconnected.class)).isEmpty();
        }
      }
    }
  }

  @Test
  void aServerThatAnswersAtNoAddressIsReportedOnce() throws Exception {
    try (ReservedPort one = new ReservedPort();
        ReservedPort other = new ReservedPort()) {
      Endpoint endpoint = endpoint(one.number(), other.number());
      ChatException failure =
          catchThrowableOfType(ChatException.class, () -> endpoint.signInAsGuest("guest"));
      assertThat(failure.reason())
          .isEqualTo(
              new ChatException.Unreachable(
                  new ConnectionProblem(ConnectionProblem.Kind.CONNECTION_REFUSED, "")));
      Recorder events = new Recorder();
      try (Chat _ = endpoint.open("token", EAGER, events)) {
        assertThat(events.first(Disconnected.class).problem().kind())
            .isEqualTo(ConnectionProblem.Kind.CONNECTION_REFUSED);
      }
      assertThat(events.all(Disconnected.class)).hasSize(1);
    }
  }

  private static Endpoint endpoint(int... ports) {
    List<ServerAddress> addresses =
        IntStream.of(ports).mapToObj(port -> new ServerAddress("127.0.0.1", port)).toList();
    return new Endpoint(new ServerAddresses(addresses), new Security.Plaintext());
  }
}
