package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import gochat.store.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of `gochat.ChatService/Chat`, over real sockets with grpc-java.
class SeedContractTest {
  private static final int TEXT_BYTES_MAX = 65_536;

  @TempDir Path directory;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private ChatServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = ChatServer.start("127.0.0.1", 0, directory, Durability.SYNC, TEXT_BYTES_MAX, _ -> {});
  }

  @AfterEach
  void stopServer() throws Exception {
    for (AutoCloseable client : opened) {
      client.close();
    }
    server.close();
  }

  private TestClient connect() {
    TestClient client = TestClient.connect(server.port());
    opened.add(client);
    return client;
  }

  private TestClient join(String name) throws InterruptedException {
    return connect().register(name);
  }

  @Test
  void aBroadcastReachesEverybodyElseOnceAndInOrder() throws Exception {
    TestClient alice = join("Alice");
    TestClient bob = join("Bob");
    TestClient carol = join("Carol");

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
}
