package gochat.terminal;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Concurrent commands whose server is killed while they run.
@Timeout(300)
class PipeResumeTest {
  private static final int LINES = 3_000;

  /// The lines of a log between two kills of the server.
  private static final int KILL_EVERY = 1_500;

  @TempDir private Path home;

  private ServerProcess server;

  @BeforeEach
  void startServer() throws IOException {
    server = ServerProcess.start(home, Ports.KEPT_WITHOUT_WEB);
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @Test
  void buildLogsAndTheirReaderSurviveAKilledServerWithoutLossOrRepetition() throws Exception {
    Result registered = command("correct horse\n", "register", "account", "--password-stdin");
    assertThat(registered.exitCode()).as(registered.err()).isZero();
    try (StartedProgram tail = start("tail", "lobby", "--follow", "--json", "-name", "bot")) {
      command("", "send", "lobby", "it begins", "-name", "writer");
      await().until(() -> tail.out().contains("it begins"));
      sendWhileTheServerIsKilled(tail);

      List<String> stored = new ArrayList<>();
      for (String json : command("", "export", "lobby", "-name", "reader").lines()) {
        HistoryEntry.Builder entry = HistoryEntry.newBuilder();
        JsonFormat.parser().merge(json, entry);
        stored.addAll(entry.getEvent().getMessagePosted().getText().lines().toList());
      }
      assertThat(linesOf("guest", stored)).isEqualTo(log("guest"));
      assertThat(linesOf("account", stored)).isEqualTo(log("account"));

      await().untilAsserted(() -> assertThat(textsOf(tail)).isEqualTo(stored));
      assertThat(tail.err()).contains("Connection lost", "Connected again.");
    }
  }

  private void sendWhileTheServerIsKilled(StartedProgram tail) throws Exception {
    // A guest and an account.
    try (StartedProgram guest = send("guest");
        StartedProgram account = send("account")) {
      try (Writer guests = guest.in();
          Writer accounts = account.in()) {
        for (int i = 0; i < LINES; i++) {
          guests.write("guest " + i + "\n");
          accounts.write("account " + i + "\n");
          if (i % KILL_EVERY == 500) {
            guests.flush();
            accounts.flush();
            String sentBefore = " " + (i - 400);
            await().until(() -> tail.out().contains("guest" + sentBefore));
            await().until(() -> tail.out().contains("account" + sentBefore));
          }
          if (i % KILL_EVERY == 1_000) {
            server.kill();
            server.startAgain();
          }
        }
      } catch (IOException e) {
        throw new AssertionError(guest.err() + account.err(), e);
      }
      assertThat(guest.exitCode()).as(guest.err()).isZero();
      assertThat(account.exitCode()).as(account.err()).isZero();
    }
  }

  private Result command(String input, String... arguments) {
    return new CommandRun(home).runWithInput(input, withServer(arguments));
  }

  private StartedProgram start(String... arguments) throws IOException {
    return StartedProgram.client(home, withServer(arguments));
  }

  private String[] withServer(String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of("-server", server.address()))
        .toArray(String[]::new);
  }

  private StartedProgram send(String name) throws IOException {
    return start("send", "lobby", "--stdin", "--message-bytes-max", "200", "-name", name);
  }

  private static List<String> log(String name) {
    return IntStream.range(0, LINES).mapToObj(i -> name + " " + i).toList();
  }

  private static List<String> linesOf(String name, List<String> all) {
    return all.stream().filter(line -> line.startsWith(name + " ")).toList();
  }

  /// The texts that the reader has printed.
  private static List<String> textsOf(StartedProgram tail) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String json : tail.out().lines().toList()) {
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
