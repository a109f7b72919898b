package gochat.examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.RealServer;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatEvent.CaughtUp;
import gochat.client.v1.ChatEvent.Happened;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PingBotTest {
  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void theDocumentsShowThisProgram(String document) throws Exception {
    Path module = Path.of("").toAbsolutePath();
    String source = Files.readString(module.resolve("src/test/java/gochat/examples/PingBot.java"));
    String shown = "```java\n" + source.substring(source.indexOf("import")) + "```\n";
    assertThat(Files.readString(module.resolveSibling(document))).contains(shown);
  }

  @Test
  void aRepeatedPingIsAnsweredOnce() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    CountDownLatch present = new CountDownLatch(2);
    try (RealServer server = RealServer.start(data)) {
      Endpoint endpoint = server.endpoint();
      String bot = endpoint.register("PingBot", "correct horse").getToken();
      String alice = endpoint.register("Alice", "correct horse").getToken();
      try (Chat _ =
              endpoint.open(
                  bot,
                  Options.DEFAULT,
                  (self, event) -> {
                    PingBot.hear(self, event);
                    PingBot.hear(self, event);
                    count(event, present);
                  });
          Chat chat =
              endpoint.open(
                  alice,
                  Options.DEFAULT,
                  (_, event) -> {
                    count(event, present);
                    if (event instanceof Happened happened) {
                      heard.add(happened.event().getMessagePosted().getText());
                    }
                  })) {
        assertThat(present.await(60, SECONDS)).isTrue();
        chat.send("lobby", "Hello").get(60, SECONDS);
        chat.send("lobby", "!ping").get(60, SECONDS);
        await().until(() -> heard.contains("pong, Alice"));
        chat.send("lobby", "Thanks").get(60, SECONDS);
        await().until(() -> heard.contains("Thanks"));
        assertThat(heard).containsExactly("Hello", "!ping", "pong, Alice", "Thanks");
      }
    }
  }

  private static void count(ChatEvent event, CountDownLatch present) {
    if (event instanceof CaughtUp) {
      present.countDown();
    }
  }
}
