package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.JsonFormat;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Options;
import gochat.v1.HistoryEntry;
import gochat.v1.ServerFrame;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands whose server is killed.
class PipeResumeTest extends PipeProgram {
  private ServerProcess server;

  @BeforeEach
  void startServer() throws IOException {
    server = ServerProcess.start(directory, Ports.KEPT_WITHOUT_WEB);
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @Override
  String address() {
    return server.address();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBuildLogSurvivesAKilledServerWithoutLossOrRepetition(boolean hasAccount) throws Exception {
    if (hasAccount) {
      Process registering = start(List.of("register", "builder", "--password-stdin"), "registered");
      try (Writer typed = registering.outputWriter(UTF_8)) {
        typed.write("correct horse\n");
      }
      assertThat(registering.waitFor(60, SECONDS)).isTrue();
    }
    Process client =
        start(
            List.of("send", "lobby", "--stdin", "--message-bytes-max", "200", "-name", "builder"),
            "sent");
    List<String> seen = new CopyOnWriteArrayList<>();
    String token = server.endpoint().signInAsGuest("observer").getToken();
    Chat observer =
        server
            .endpoint()
            .open(
                token,
                Options.DEFAULT,
                (_, event) -> {
                  if (event instanceof ChatEvent.Happened(_, var happened, _)) {
                    seen.addAll(happened.getMessagePosted().getText().lines().toList());
                  }
                });
    List<String> lines = IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList();
    try (Writer log = client.outputWriter(UTF_8)) {
      for (int i = 0; i < lines.size(); i++) {
        log.write(lines.get(i) + "\n");
        if (i % 1_500 == 500) {
          log.flush();
          int linesBefore = i - 400;
          await().until(() -> seen.size() >= linesBefore);
        }
        if (i % 1_500 == 1_000) {
          server.kill();
          server.startAgain();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(err("sent"), e);
    }
    assertThat(client.waitFor(60, SECONDS)).isTrue();
    assertThat(client.exitValue()).as(err("sent")).isZero();

    List<String> arrived = new ArrayList<>();
    for (String json : export()) {
      HistoryEntry.Builder entry = HistoryEntry.newBuilder();
      JsonFormat.parser().merge(json, entry);
      arrived.addAll(entry.getEvent().getMessagePosted().getText().lines().toList());
    }
    assertThat(arrived).isEqualTo(lines);
    await().untilAsserted(() -> assertThat(seen).isEqualTo(lines));
    observer.close(Duration.ZERO);
  }

  @Test
  void whoFollowsMissesNothingWhileTheServerIsGone() throws Exception {
    Process tail = start(List.of("tail", "lobby", "--follow", "--json", "-name", "bot"), "tail");
    say("before 0", "before 1");
    await().until(() -> out("tail").contains("before 1"));
    server.kill();
    server.startAgain();
    say("after 0", "after 1");
    await().until(() -> out("tail").contains("after 1"));
    tail.destroy();

    List<String> texts = new ArrayList<>();
    for (String json : out("tail").lines().toList()) {
      ServerFrame.Builder frame = ServerFrame.newBuilder();
      JsonFormat.parser().merge(json, frame);
      texts.add(frame.getEvent().getMessagePosted().getText());
    }
    assertThat(texts).containsExactly("before 0", "before 1", "after 0", "after 1");
    assertThat(err("tail")).contains("Connection lost", "Connected again.");
  }
}
