package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.terminal.CommandRun.Result;
import gochat.v1.HistoryEntry;
import gochat.v1.ServerFrame;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Concurrent commands whose server is killed while they run.
class PipeResumeTest extends PipeProgram {
  private static final int LINES = 5_000;

  /// The lines of a log between two kills of the server.
  private static final int KILL_EVERY = 1_500;

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

  @Test
  void buildLogsAndTheirReaderSurviveAKilledServerWithoutLossOrRepetition() throws Exception {
    Result registered = register("account");
    assertThat(registered.exitCode()).as(registered.err()).isZero();
    Process _ = start(List.of("tail", "lobby", "--follow", "--json", "-name", "bot"), "tail");
    post("it begins");
    await().until(() -> out("tail").contains("it begins"));

    // A guest and an account.
    Process guest = send("guest");
    Process account = send("account");
    try (Writer guests = guest.outputWriter(UTF_8);
        Writer accounts = account.outputWriter(UTF_8)) {
      for (int i = 0; i < LINES; i++) {
        guests.write("guest " + i + "\n");
        accounts.write("account " + i + "\n");
        if (i % KILL_EVERY == 500) {
          guests.flush();
          accounts.flush();
          String sentBefore = " " + (i - 400);
          await().until(() -> out("tail").contains("guest" + sentBefore));
          await().until(() -> out("tail").contains("account" + sentBefore));
        }
        if (i % KILL_EVERY == 1_000) {
          server.kill();
          server.startAgain();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(err("guest") + err("account"), e);
    }
    assertThat(exitCode(guest)).as(err("guest")).isZero();
    assertThat(exitCode(account)).as(err("account")).isZero();

    List<String> stored = new ArrayList<>();
    for (String json : export()) {
      HistoryEntry.Builder entry = HistoryEntry.newBuilder();
      JsonFormat.parser().merge(json, entry);
      stored.addAll(entry.getEvent().getMessagePosted().getText().lines().toList());
    }
    assertThat(linesOf("guest", stored)).isEqualTo(log("guest"));
    assertThat(linesOf("account", stored)).isEqualTo(log("account"));

    await().untilAsserted(() -> assertThat(tailed()).isEqualTo(stored));
    assertThat(err("tail")).contains("Connection lost", "Connected again.");
  }

  private Result register(String name) {
    return new CommandRun(directory)
        .runWithInput(
            "correct horse\n", "-server", address(), "register", name, "--password-stdin");
  }

  private Process send(String name) throws IOException {
    return start(
        List.of("send", "lobby", "--stdin", "--message-bytes-max", "200", "-name", name), name);
  }

  private static List<String> log(String name) {
    return IntStream.range(0, LINES).mapToObj(i -> name + " " + i).toList();
  }

  private static List<String> linesOf(String name, List<String> all) {
    return all.stream().filter(line -> line.startsWith(name + " ")).toList();
  }

  /// The texts that the reader has printed.
  private List<String> tailed() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String json : out("tail").lines().toList()) {
      ServerFrame.Builder frame = ServerFrame.newBuilder();
      try {
        JsonFormat.parser().merge(json, frame);
      } catch (InvalidProtocolBufferException _) {
        // The last line is still being written.
        return texts;
      }
      texts.addAll(frame.getEvent().getMessagePosted().getText().lines().toList());
    }
    return texts;
  }
}
