package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.JsonFormat;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.v1.HistoryEntry;
import gochat.v1.ServerFrame;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as processes in pipes, with a server that can be killed.
@Timeout(120)
class PipeProgramTest {
  @TempDir Path directory;

  private final List<Process> started = new ArrayList<>();
  private ServerProcess server;

  @BeforeEach
  void startServer() throws IOException {
    server = ServerProcess.start(directory);
  }

  @AfterEach
  void stopAll() throws Exception {
    started.forEach(Process::destroyForcibly);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBuildLogSurvivesAKilledServerWithoutLossOrRepetition(boolean hasAccount) throws Exception {
    if (hasAccount) {
      Process registering = start(List.of("register", "builder", "--password-stdin"), "registered");
      try (Writer typed = registering.outputWriter(UTF_8)) {
        typed.write("correct horse\n");
      }
      assertThat(registering.waitFor(20, SECONDS)).isTrue();
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
          await().atMost(30, SECONDS).until(() -> seen.size() >= linesBefore);
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
    await().atMost(30, SECONDS).untilAsserted(() -> assertThat(seen).isEqualTo(lines));
    observer.close(Duration.ZERO);
  }

  @Test
  void whoFollowsMissesNothingWhileTheServerIsGone() throws Exception {
    Process tail = start(List.of("tail", "lobby", "--follow", "--json", "-name", "bot"), "tail");
    say("before 0", "before 1");
    await().atMost(20, SECONDS).until(() -> out("tail").contains("before 1"));
    server.kill();
    server.startAgain();
    say("after 0", "after 1");
    await().atMost(40, SECONDS).until(() -> out("tail").contains("after 1"));
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

  @Test
  void aReaderThatHasEnoughIsNoError() throws Exception {
    say(IntStream.range(0, 300).mapToObj(i -> "x".repeat(1_000)).toArray(String[]::new));
    Process pipe =
        shell("set -o pipefail; \"$@\" | head -n 1", List.of("export", "lobby", "-name", "bot"));
    assertThat(pipe.waitFor(20, SECONDS)).isTrue();
    assertThat(pipe.exitValue()).isEqualTo(128 + 13);
    assertThat(out("shell").lines()).hasSize(1);
    assertThat(err("shell")).isEmpty();
  }

  @Test
  void aFullDiskIsTold() throws Exception {
    say("hi");
    Process full = shell("\"$@\" > /dev/full", List.of("export", "lobby", "-name", "bot"));
    assertThat(full.waitFor(20, SECONDS)).isTrue();
    assertThat(full.exitValue()).isEqualTo(1);
    assertThat(err("shell")).startsWith("The output can't be written: ").hasLineCount(1);
  }

  @Test
  void anInterruptEndsWhoFollows() throws Exception {
    say("hi");
    Process tail = start(List.of("tail", "lobby", "-f", "-name", "bot"), "tail");
    await().atMost(20, SECONDS).until(() -> out("tail").contains("hi"));
    ClientProgram.interrupt(tail.pid());
    assertThat(tail.waitFor(10, SECONDS)).isTrue();
    assertThat(tail.exitValue()).isEqualTo(128 + 2);
    assertThat(err("tail")).isEmpty();
  }

  @Test
  void anInterruptDoesNotTakeBackWhatWasSent() throws Exception {
    Process client = start(List.of("send", "lobby", "--stdin", "-name", "bot"), "sent");
    Writer log = client.outputWriter(UTF_8);
    log.write("one line\n");
    log.flush();
    await().atMost(20, SECONDS).until(() -> !export().isEmpty());
    ClientProgram.interrupt(client.pid());
    assertThat(client.waitFor(10, SECONDS)).isTrue();
    assertThat(client.exitValue()).isEqualTo(128 + 2);
    assertThat(err("sent")).isEmpty();
    assertThat(export()).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsOneLineAndExitCode1() throws Exception {
    server.kill();
    for (List<String> command :
        List.of(
            List.of("send", "lobby", "hi"),
            List.of("tail", "-f", "--wait", "0"),
            List.of("rooms"))) {
      Process client = start(command, "nobody");
      assertThat(client.waitFor(20, SECONDS)).isTrue();
      assertThat(client.exitValue()).isEqualTo(1);
      assertThat(err("nobody"))
          .isEqualTo("No chat server at " + server.address() + ": nothing listens there.\n");
      assertThat(out("nobody")).isEmpty();
    }
  }

  @Test
  void aLogIsSentToAServerThatIsStillBeingStarted() throws Exception {
    server.kill();
    Process client = start(List.of("send", "lobby", "--stdin", "-name", "builder"), "sent");
    try (Writer log = client.outputWriter(UTF_8)) {
      log.write("built\n");
    }
    await().atMost(20, SECONDS).until(() -> err("sent").contains("Waiting up to 30 s"));
    server.startAgain();
    assertThat(client.waitFor(40, SECONDS)).isTrue();
    assertThat(client.exitValue()).as(err("sent")).isZero();
    assertThat(export()).hasSize(1).first().asString().contains("built");
  }

  @Test
  void whatCanNotBeWrittenIsToldByEveryCommand() throws Exception {
    for (String command : List.of("--help", "--version", "send --help", "completion bash")) {
      Process full = shell("\"$@\" > /dev/full", List.of(command.split(" ")));
      assertThat(full.waitFor(20, SECONDS)).isTrue();
      assertThat(full.exitValue()).as(command).isEqualTo(1);
      assertThat(err("shell")).as(command).startsWith("The output can't be written");
    }
  }

  private void say(String... texts) throws Exception {
    String token = server.endpoint().signInAsGuest("speaker" + System.nanoTime()).getToken();
    try (Chat chat = server.endpoint().open(token, Options.DEFAULT, (_, _) -> {})) {
      for (String text : texts) {
        assertThat(chat.send("lobby", text).get(20, SECONDS)).isInstanceOf(Outcome.Stored.class);
      }
    }
  }

  private List<String> export() throws Exception {
    Process client = start(List.of("export", "lobby", "-name", "reader"), "export");
    assertThat(client.waitFor(20, SECONDS)).isTrue();
    assertThat(client.exitValue()).as(err("export")).isZero();
    return out("export").lines().toList();
  }

  private Process shell(String script, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "shell"));
    command.addAll(command(arguments));
    return launch(command, "shell");
  }

  private Process start(List<String> arguments, String files) throws IOException {
    return launch(command(arguments), files);
  }

  private List<String> command(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("-server", server.address()));
    return ClientProgram.command(all.toArray(String[]::new));
  }

  private Process launch(List<String> command, String files) throws IOException {
    List<String> whole = new ArrayList<>();
    if (Files.isDirectory(Path.of("/proc/self"))) {
      // Ctrl+C is ignored by background jobs of shells, as this may be one, and by their children.
      whole.addAll(List.of("env", "--default-signal=INT"));
    }
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().keySet().removeIf(key -> key.startsWith("XDG_"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("GOCHAT_LANG", "en_US.UTF-8");
    builder.redirectOutput(directory.resolve(files + ".out").toFile());
    builder.redirectError(directory.resolve(files + ".err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String out(String files) throws IOException {
    return Files.readString(directory.resolve(files + ".out"));
  }

  private String err(String files) throws IOException {
    return Files.readString(directory.resolve(files + ".err"));
  }
}
