package gochat.client.v1;

import gochat.client.Recorder;
import gochat.client.Security;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A model server, and chats with it.
abstract class WithModelServer {
  /// Retries without long pauses.
  static final Timeouts EAGER = new Timeouts(10_000, 45_000, 20, 100, 1_000, 30_000, 5_000);

  ModelServer server;
  final Recorder events = new Recorder();
  private final List<Chat> chats = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    server = ModelServer.start();
  }

  @AfterEach
  void stopAll() throws IOException {
    chats.forEach(chat -> chat.close(Duration.ZERO));
    server.close();
  }

  Chat open(String name, Options options, Chat.Listener listener) {
    Endpoint endpoint = new Endpoint(server.address(), new Security.Plaintext());
    Chat chat = endpoint.open(name, options, listener);
    chats.add(chat);
    return chat;
  }

  static Outcome.Stored stored(long seq) {
    return new Outcome.Stored("lobby", 1, seq);
  }
}
