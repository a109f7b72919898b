package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Message;
import gochat.server.Setting;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The programs that train the ahead-of-time caches do their work; a start script hides their
/// failures.
class TrainingTest {
  private RealServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = RealServer.start(Map.of(Setting.WEB_PORT, "0"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void everyTransportOfTheServerIsUsed() throws Exception {
    train(
        ServerTraining.class,
        server.address().toString(),
        "http://127.0.0.1:" + server.webPort() + "/");
  }

  @Test
  void theTrainingOfTheClientSendsAMessage() throws Exception {
    Recorder bobs = new Recorder();
    try (ChatClient bob =
        new ChatClient(
            ServerAddresses.of(server.address()), new Security.Plaintext(), "Bob", bobs)) {
      bob.connect();
      bobs.first(Connected.class);
      train(TrainingRun.class, "-server", server.address().toString());
      assertThat(bobs.first(Message.class)).isEqualTo(new Message("training", "", "hello, 你好"));
    }
  }

  private static void train(Class<?> program, String... arguments) throws Exception {
    Process training =
        new ProcessBuilder(Checkout.clientCommand(program, arguments))
            .redirectErrorStream(true)
            .start();
    String said = new String(training.getInputStream().readAllBytes(), UTF_8);
    assertThat(training.waitFor(60, SECONDS)).isTrue();
    assertThat(said).isEmpty();
    assertThat(training.exitValue()).isZero();
  }
}
