package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.JavaProgram;
import gochat.client.Recorder;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.TestServer;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program in a pipe, as another program starts it.
class PipedProgramTest {
  @TempDir private Path home;

  private final Recorder bobs = new Recorder();

  @SuppressWarnings("NullAway.Init")
  private TestServer server;

  @SuppressWarnings("NullAway.Init")
  private ChatClient bob;

  private void meetBob(TestServer.Kind kind) throws IOException {
    server = kind.start();
    bob =
        new ChatClient(ServerAddresses.of(server.address()), new Security.Plaintext(), "Bob", bobs);
    bob.connect();
    bobs.first(Connected.class);
  }

  @AfterEach
  void stopAll() throws IOException {
    bob.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void linesGoOutAndTheProgramEnds(TestServer.Kind kind) throws Exception {
    meetBob(kind);
    try (StartedProgram program = start()) {
      try (Writer typed = program.in()) {
        typed.write("wow!! C:\\x 你好\n");
      }

      assertThat(program.exitCode()).as(program.err()).isZero();
      assertThat(program.err()).isEmpty();
      assertThat(bobs.first(Message.class)).isEqualTo(new Message("bot", "", "wow!! C:\\x 你好"));
    }
  }

  @Test
  void textIsUtf8InAnyLocale() throws Exception {
    meetBob(TestServer.Kind.SEED);
    try (StartedProgram program = startWithoutLocale()) {
      Writer typed = program.in();
      typed.write("你好\n");
      typed.flush();
      assertThat(bobs.first(Message.class).text()).isEqualTo("你好");

      bob.send(ChatLine.toEverybody("再见"), 0);
      await().until(() -> program.out().equals("Bob: 再见\n"));
      typed.close();
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void aMissingServerIsOneLineAndExitCode1() throws Exception {
    meetBob(TestServer.Kind.REAL);
    server.stop();
    try (StartedProgram program = start()) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.err())
          .isEqualTo("No chat server at " + server.address() + ": nothing listens there.\n");
      assertThat(program.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTerminationLeavesCleanly(TestServer.Kind kind) throws Exception {
    meetBob(kind);
    try (StartedProgram program = start()) {
      Writer typed = program.in();
      typed.write("hi\n");
      typed.flush();
      bobs.first(Message.class);
      program.terminate();
      assertThat(program.exitCode()).isEqualTo(128 + 15);
      assertThat(program.err()).isEmpty();
    }
  }

  private StartedProgram start() throws IOException {
    return StartedProgram.client(home, arguments());
  }

  /// In the locale `C`, with which Java finds no jar below a path in Chinese; `bin/client` sets
  /// another locale.
  private StartedProgram startWithoutLocale() throws IOException {
    return StartedProgram.start(
        home,
        Map.of("HOME", home.toString(), "LC_ALL", "C"),
        JavaProgram.command(Main.class, arguments()));
  }

  private String[] arguments() {
    return new String[] {"-name", "bot", "-server", server.address().toString()};
  }
}
