package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.server.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerTrainingTest {
  @Test
  void everyWayIntoAServerIsTaken() throws Exception {
    try (RealServer server = RealServer.start(Map.of(Setting.WEB_PORT, "0"))) {
      Process program =
          new ProcessBuilder(
                  ClientProgram.onClassPath(
                      ServerTraining.class,
                      server.address().toString(),
                      server.webAddress().toString()))
              .redirectErrorStream(true)
              .start();
      String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(program.waitFor(60, SECONDS)).isTrue();
      assertThat(said).isEmpty();
      assertThat(program.exitValue()).isZero();
    }
  }
}
