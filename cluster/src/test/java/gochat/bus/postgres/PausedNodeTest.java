package gochat.bus.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.JavaProgram;
import gochat.SilentServer;
import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.Signals;
import gochat.bus.Subject;
import gochat.store.StoreLocation;
import gochat.store.postgres.PostgresConfig;
import gochat.store.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A node whose process is stopped, and goes on later.
@ExtendWith(SilentServer.class)
class PausedNodeTest {
  private static final Subject SUBJECT = new Subject("u.1");

  /// A node that prints and answers questions until its input ends.
  static final class AnsweringNode {
    private AnsweringNode() {}

    public static void main(String[] args) throws IOException {
      try (Bus bus = PostgresBus.open(PostgresConfig.of(new StoreLocation(args[0], null, false)))) {
        bus.subscribe(
                SUBJECT,
                (question, reply) -> {
                  System.out.println(new String(question, UTF_8));
                  reply.send(question);
                })
            .confirmed()
            .join();
        System.out.println("ready");
        int _ = System.in.read();
      }
    }
  }

  @Test
  void aPausedNodeIsForgottenAndTakesNoneOfTheQuestionsThatItMissed(@TempDir Path directory)
      throws SQLException, IOException {
    PostgresConfig config = TestDatabase.blank().config();
    Path printed = directory.resolve("printed");
    Process node =
        new ProcessBuilder(JavaProgram.command(AnsweringNode.class, config.toString()))
            .redirectOutput(printed.toFile())
            .redirectError(directory.resolve("log").toFile())
            .start();
    try (Bus bus = PostgresBus.open(config)) {
      await().until(() -> Files.readAllLines(printed).contains("ready"));
      assertThat(ask(bus, "first")).isInstanceOf(Answer.Replied.class);

      Signals.send("STOP", node.pid());
      List<String> forNobody = new ArrayList<>();
      for (int i = 0; forNobody.size() < 3; i++) {
        String question = "question " + i;
        if (ask(bus, question) instanceof Answer.Nobody) {
          forNobody.add(question);
        }
      }
      Signals.send("CONT", node.pid());

      await().until(() -> ask(bus, "last") instanceof Answer.Replied);
      assertThat(Files.readAllLines(printed))
          .contains("first", "last")
          .doesNotContainAnyElementsOf(forNobody);
    } finally {
      node.destroyForcibly().onExit().join();
    }
  }

  private static Answer ask(Bus bus, String question) {
    return bus.ask(SUBJECT, question.getBytes(UTF_8), Duration.ofMillis(500)).join();
  }
}
