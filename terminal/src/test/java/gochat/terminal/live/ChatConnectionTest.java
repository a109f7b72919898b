package gochat.terminal.live;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Outcome;
import gochat.v1.SendMessageRequest;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChatConnectionTest {
  private static final SendMessageRequest MESSAGE =
      SendMessageRequest.newBuilder().setRoom(Chat.LOBBY).setText("the last words").build();

  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

  @RepeatedTest(100)
  void theOutcomesOfAllMessagesAreKnownWhenTheChatIsClosed() {
    Endpoint nobody = Endpoint.plaintext("localhost:1");
    try (ChatConnection connection = new ChatConnection(nobody, Runnable::run, _ -> {})) {
      connection.open("token");
      connection.send(MESSAGE, outcomes::add);
      connection.send(MESSAGE, outcomes::add);
      connection.leave(Duration.ZERO);
      assertThat(outcomes).hasSize(2).allMatch(ResendQueue::isFor);
    }
  }

  @Test
  void messagesBeforeTheEndAreStored() throws Exception {
    try (RealServer server = RealServer.start()) {
      for (int user : IntStream.range(0, 30).toArray()) {
        String token = server.endpoint().signInAsGuest("user" + user).getToken();
        CountDownLatch connected = new CountDownLatch(1);
        try (ChatConnection connection =
            new ChatConnection(
                server.endpoint(),
                Runnable::run,
                event -> {
                  if (event instanceof ChatEvent.CaughtUp) {
                    connected.countDown();
                  }
                })) {
          connection.open(token);
          connected.await();
          connection.send(MESSAGE, outcomes::add);
          connection.leave(Duration.ofMinutes(1));
        }
      }
    }
    assertThat(outcomes).hasSize(30).allMatch(Outcome.Stored.class::isInstance);
  }
}
