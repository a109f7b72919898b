package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.TestServer;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program in a pipe, as another program starts it.
class PipedProgramTest {
  @TempDir Path directory;

  private final Recorder bobs = new Recorder();
  private final List<Process> started = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private TestServer server;

  @SuppressWarnings("NullAway.Init")
  private ChatClient bob;

  private void meetBob(TestServer.Kind kind) throws IOException {
    server = kind.start();
    bob = new ChatClient(server.address(), new Security.Plaintext(), "Bob", bobs);
    bob.connect();
    bobs.first(Connected.class);
  }

  @AfterEach
  void stopAll() throws IOException {
    started.forEach(Process::destroyForcibly);
    bob.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void linesGoOutAndTheProgramEnds(TestServer.Kind kind) throws Exception {
    meetBob(kind);
    Process program = start("C.UTF-8", "-name", "bot", "-server", server.address().toString());
    try (var typed = program.outputWriter(StandardCharsets.UTF_8)) {
      typed.write("wow!! C:\\x 你好\n");
    }

    assertThat(program.waitFor(60, SECONDS)).isTrue();
    assertThat(stderr()).isEmpty();
    assertThat(program.exitValue()).isZero();
    assertThat(bobs.first(Message.class)).isEqualTo(new Message("bot", "", "wow!! C:\\x 你好"));
  }

  @Test
  void textIsUtf8InAnyLocale() throws Exception {
    meetBob(TestServer.Kind.SEED);
    // With this locale Java finds no jar below a path in Chinese; `bin/client` sets another locale.
    Process program =
        start(
            "C", ClientProgram.onClassPath("-name", "bot", "-server", server.address().toString()));
    var typed = program.outputWriter(StandardCharsets.UTF_8);
    typed.write("你好\n");
    typed.flush();
    assertThat(bobs.first(Message.class).text()).isEqualTo("你好");

    bob.send(ChatLine.toEverybody("再见"), 0);
    await().until(() -> stdout().equals("Bob: 再见\n"));
    typed.close();
    assertThat(program.waitFor(60, SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
  }

  @Test
  void aMissingServerIsOneLineAndExitCode1() throws Exception {
    meetBob(TestServer.Kind.REAL);
    server.stop();
    Process program = start("C.UTF-8", "-name", "bot", "-server", server.address().toString());
    assertThat(program.waitFor(60, SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(1);
    assertThat(stderr())
        .isEqualTo("No chat server at " + server.address() + ": nothing listens there.\n");
    assertThat(stdout()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTerminationLeavesCleanly(TestServer.Kind kind) throws Exception {
    meetBob(kind);
    Process program = start("C.UTF-8", "-name", "bot", "-server", server.address().toString());
    var typed = program.outputWriter(StandardCharsets.UTF_8);
    typed.write("hi\n");
    typed.flush();
    bobs.first(Message.class);
    // Process.destroy() would end the input as well.
    program.toHandle().destroy();
    assertThat(program.waitFor(60, SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(128 + 15);
    assertThat(stderr()).isEmpty();
  }

  private Process start(String locale, String... arguments) throws IOException {
    return start(locale, ClientProgram.command(arguments));
  }

  private Process start(String locale, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.startsWith("LANG"));
    builder.environment().put("LC_ALL", locale);
    builder.environment().put("GOCHAT_LANG", "en_US.UTF-8");
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    Process program = builder.start();
    started.add(program);
    return program;
  }

  private String stdout() throws IOException {
    return Files.readString(directory.resolve("out"));
  }

  private String stderr() throws IOException {
    return Files.readString(directory.resolve("err"));
  }
}
