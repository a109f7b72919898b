package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.RealServer;
import gochat.terminal.CommandRun.Result;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The start and the end of commands.
class PipeProgramTest extends PipeProgram {
  private RealServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = RealServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Override
  String address() {
    return server.address().toString();
  }

  @Test
  void aClosedPipeIsNoError() throws Exception {
    post(IntStream.range(0, 300).mapToObj(i -> "x".repeat(1_000)).toArray(String[]::new));
    Process pipe =
        shell("set -o pipefail; \"$@\" | head -n 1", List.of("export", "lobby", "-name", "bot"));
    assertThat(exitCode(pipe)).isEqualTo(128 + 13);
    assertThat(out("shell").lines()).hasSize(1);
    assertThat(err("shell")).isEmpty();
  }

  @Test
  void aFullDiskIsReported() throws Exception {
    post("hi");
    Process full = shell("\"$@\" > /dev/full", List.of("export", "lobby", "-name", "bot"));
    assertThat(exitCode(full)).isEqualTo(1);
    assertThat(err("shell")).startsWith("The output can't be written: ").hasLineCount(1);
  }

  @Test
  void anInterruptEndsAFollowingTail() throws Exception {
    post("hi");
    Process tail = start(List.of("tail", "lobby", "-f", "-name", "bot"), "tail");
    await().until(() -> out("tail").contains("hi"));
    ClientProgram.interrupt(tail.pid());
    assertThat(exitCode(tail)).isEqualTo(128 + 2);
    assertThat(err("tail")).isEmpty();
  }

  @Test
  void anInterruptKeepsSentMessages() throws Exception {
    Process client = start(List.of("send", "lobby", "--stdin", "-name", "bot"), "sent");
    Writer log = client.outputWriter(UTF_8);
    log.write("one line\n");
    log.flush();
    await().until(() -> !export().isEmpty());
    ClientProgram.interrupt(client.pid());
    assertThat(exitCode(client)).isEqualTo(128 + 2);
    assertThat(err("sent")).isEmpty();
    assertThat(export()).hasSize(1);
  }

  @Test
  void aMissingServerIsOneLineAndExitCode1() throws Exception {
    server.stop();
    String said = "No chat server at " + server.address() + ": nothing listens there.\n";
    assertThat(command("send", "lobby", "hi")).isEqualTo(new Result(1, "", said));
    assertThat(command("rooms")).isEqualTo(new Result(1, "", said));
    Process tail = start(List.of("tail", "-f", "--wait", "0"), "nobody");
    assertThat(exitCode(tail)).isEqualTo(1);
    assertThat(err("nobody")).isEqualTo(said);
    assertThat(out("nobody")).isEmpty();
  }

  @Test
  void aLogIsSentToAServerThatIsStillBeingStarted() throws Exception {
    server.stop();
    Process client = start(List.of("send", "lobby", "--stdin", "-name", "builder"), "sent");
    try (Writer log = client.outputWriter(UTF_8)) {
      log.write("built\n");
    }
    await().until(() -> err("sent").contains("Waiting up to 30 s"));
    server.startAgain();
    assertThat(exitCode(client)).as(err("sent")).isZero();
    assertThat(export()).hasSize(1).first().asString().contains("built");
  }

  @Test
  void everyCommandReportsAFailedWrite() throws Exception {
    for (String command : List.of("--help", "--version", "send --help", "completion bash")) {
      Process full = shell("\"$@\" > /dev/full", List.of(command.split(" ")));
      assertThat(exitCode(full)).as(command).isEqualTo(1);
      assertThat(err("shell")).as(command).startsWith("The output can't be written");
    }
  }
}
