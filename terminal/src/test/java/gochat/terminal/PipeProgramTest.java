package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.RealServer;
import gochat.server.Setting;
import gochat.terminal.CommandRun.Result;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The start and the end of commands.
@Timeout(300)
class PipeProgramTest {
  @TempDir private Path home;

  private RealServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = RealServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private String[] withServer(String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of("-server", server.address().toString()))
        .toArray(String[]::new);
  }

  private StartedProgram start(String... arguments) throws IOException {
    return StartedProgram.client(home, withServer(arguments));
  }

  private StartedProgram shell(String script, String... arguments) throws IOException {
    return StartedProgram.shell(home, script, withServer(arguments));
  }

  private Result command(String... arguments) {
    return new CommandRun(home).run(withServer(arguments));
  }

  private void post(String text) {
    assertThat(command("send", "lobby", text, "-name", "writer")).isEqualTo(new Result(0, "", ""));
  }

  private List<String> export() {
    return command("export", "lobby", "-name", "reader").lines();
  }

  @Test
  void aClosedPipeIsNoError() throws Exception {
    for (int i = 0; i < 50; i++) {
      post("x".repeat(6_000));
    }
    try (StartedProgram pipe =
        shell("set -o pipefail; \"$@\" | head -n 1", "export", "lobby", "-name", "bot")) {
      assertThat(pipe.exitCode()).isEqualTo(128 + 13);
      assertThat(pipe.out().lines()).hasSize(1);
      assertThat(pipe.err()).isEmpty();
    }
  }

  @Test
  void aFullDiskIsReported() throws Exception {
    post("hi");
    try (StartedProgram full = shell("\"$@\" > /dev/full", "export", "lobby", "-name", "bot")) {
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.err()).startsWith("The output can't be written: ").hasLineCount(1);
    }
  }

  @Test
  void anInterruptEndsAFollowingTail() throws Exception {
    post("hi");
    try (StartedProgram tail = start("tail", "lobby", "-f", "-name", "bot")) {
      await().until(() -> tail.out().contains("hi"));
      tail.interrupt();
      assertThat(tail.exitCode()).isEqualTo(128 + 2);
      assertThat(tail.err()).isEmpty();
    }
  }

  @Test
  void anInterruptKeepsSentMessages() throws Exception {
    try (StartedProgram client = start("send", "lobby", "--stdin", "-name", "bot")) {
      Writer log = client.in();
      log.write("one line\n");
      log.flush();
      await().until(() -> !export().isEmpty());
      client.interrupt();
      assertThat(client.exitCode()).isEqualTo(128 + 2);
      assertThat(client.err()).isEmpty();
      assertThat(export()).hasSize(1);
    }
  }

  @Test
  void anInvitationNeedsATerminalOrTheCommand() throws Exception {
    try (StartedProgram chat = start("-invite", "0000", "-name", "carol")) {
      assertThat(chat.exitCode()).isEqualTo(2);
      assertThat(chat.err()).contains("client register --invite CODE").hasLineCount(1);
    }
  }

  @Test
  void aRegistrationThatWouldBeRefusedAsksForNoPassword() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.REGISTRATION, "off"));
    assertThat(command("register", "carol"))
        .isEqualTo(
            new Result(
                4,
                "",
                "Nobody can register at this server. Ask its administrator for an account.\n"));

    server.close();
    server = RealServer.start(Map.of(Setting.REGISTRATION, "invite"));
    assertThat(command("register", "carol"))
        .isEqualTo(
            new Result(
                4,
                "",
                "This server takes new accounts by invitation only."
                    + " Give its code or link with --invite.\n"));
    assertThat(command("register", "carol", "--admin", "-invite", "0000").exitCode()).isEqualTo(2);
  }

  @Test
  void anInvitationRegistersInAScript() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.REGISTRATION, "invite"));
    String link = "https://chat.example/#/invite/" + server.makeInvitation();
    CommandRun carol = new CommandRun(home);
    String[] registration = withServer("register", "carol", "--invite", link, "--password-stdin");
    assertThat(carol.runWithInput("correct horse\n", registration))
        .isEqualTo(new Result(0, "Signed in as carol at " + server.address() + ".\n", ""));
    assertThat(command("rooms").lines()).isNotEmpty();

    String[] again = withServer("register", "dora", "-invite", link, "--password-stdin");
    Result refused = carol.runWithInput("correct horse\n", again);
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("it was used, has expired or was revoked").hasLineCount(1);
  }

  @Test
  void aMissingServerIsOneLineAndExitCode1() throws Exception {
    server.stop();
    String said = "No chat server at " + server.address() + ": nothing listens there.\n";
    assertThat(command("send", "lobby", "hi")).isEqualTo(new Result(1, "", said));
    assertThat(command("rooms")).isEqualTo(new Result(1, "", said));
    try (StartedProgram tail = start("tail", "-f", "--wait", "0")) {
      assertThat(tail.exitCode()).isEqualTo(1);
      assertThat(tail.err()).isEqualTo(said);
      assertThat(tail.out()).isEmpty();
    }
  }

  @Test
  void aLogIsSentToAServerThatIsStillBeingStarted() throws Exception {
    server.stop();
    try (StartedProgram client = start("send", "lobby", "--stdin", "-name", "builder")) {
      try (Writer log = client.in()) {
        log.write("built\n");
      }
      await().until(() -> client.err().contains("Waiting up to 30 s"));
      server.startAgain();
      assertThat(client.exitCode()).as(client.err()).isZero();
      assertThat(export()).hasSize(1).first().asString().contains("built");
    }
  }

  @Test
  void everyCommandReportsAFailedWrite() throws Exception {
    for (String command : List.of("--help", "--version", "send --help", "completion bash")) {
      try (StartedProgram full = shell("\"$@\" > /dev/full", command.split(" "))) {
        assertThat(full.exitCode()).as(command).isEqualTo(1);
        assertThat(full.err()).as(command).startsWith("The output can't be written");
      }
    }
  }
}
