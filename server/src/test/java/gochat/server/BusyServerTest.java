package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server whose inbox holds a single request makes its senders wait, and refuses none.
@Timeout(60)
class BusyServerTest {
  private static final int SENDERS = 5;
  private static final int MESSAGES = 500;

  @RegisterExtension
  final ServerFixture server = new ServerFixture(Map.of(Setting.SHARD_INBOX_MAX, "1"));

  @Test
  void sendersAreHeldBackAndNothingIsLostThoughTheyLeaveAtOnce() throws Exception {
    TestClient bob = server.join("Bob");
    List<TestClient> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(server.join("sender" + i));
    }

    for (int i = 0; i < MESSAGES; i++) {
      for (TestClient sender : senders) {
        sender.send("", i % 5 == 0 ? "Bob" : "", "message " + i);
      }
    }
    senders.forEach(TestClient::halfClose);

    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < SENDERS * MESSAGES; i++) {
      ChatMessage message = bob.next();
      int number = next.merge(message.getUsername(), 1, Integer::sum) - 1;
      assertThat(message.getContent()).isEqualTo("message " + number);
    }
    for (TestClient sender : senders) {
      assertThat(sender.status()).isEqualTo(Status.OK);
    }
  }
}
