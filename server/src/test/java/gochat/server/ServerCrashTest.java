package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import gochat.room.LogEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The real process is killed while clients chat, and started again on what it left behind. Line 34
/// of the test plan; `-Dgochat.crash.rounds=1000` for a long run.
@DisabledOnOs(OS.WINDOWS)
class ServerCrashTest {
  private static final int ROUNDS = Integer.getInteger("gochat.crash.rounds", 5);
  private static final long SEED = Long.getLong("gochat.crash.seed", System.nanoTime());
  private static final int SENDERS = 3;
  private static final int MESSAGES = 3_000;
  private static final String LISTENING = "gochat listening on 127.0.0.1:";

  @TempDir private Path directory;

  @Test
  void whatAnybodySawSurvivesKillMinus9AndTheServerGoesOn() throws Exception {
    Random random = new Random(SEED);
    List<LogEntry> before = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      String description = "seed " + SEED + ", round " + round;
      List<List<ChatMessage>> heard = chatUntilKilled(round, random.nextInt(1, MESSAGES));

      List<LogEntry> log = ServerFixture.log(directory);
      assertThat(log.stream().map(LogEntry::seq))
          .as("seqs: %s", description)
          .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
      assertThat(log.subList(0, before.size())).as("old log: %s", description).isEqualTo(before);
      List<LogEntry> added = log.subList(before.size(), log.size());
      for (int sender = 0; sender < SENDERS; sender++) {
        check(sender, heard.get(sender), added, round, description);
      }
      before = log;
    }
  }

  /// What each of the clients heard until the server died, which happens when one of them has heard
  /// `enough` messages.
  private List<List<ChatMessage>> chatUntilKilled(int round, int enough) throws Exception {
    List<TestClient> clients = new ArrayList<>();
    Process server = start();
    try {
      int port = port(server);
      for (int sender = 0; sender < SENDERS; sender++) {
        clients.add(TestClient.connect(port).register(name(sender)));
      }
      for (int i = 0; i < MESSAGES; i++) {
        for (int sender = 0; sender < SENDERS; sender++) {
          clients.get(sender).say(text(round, sender, i));
        }
      }
      List<ChatMessage> first = new ArrayList<>();
      for (int i = 0; i < enough; i++) {
        first.add(clients.getFirst().next());
      }
      server.toHandle().destroyForcibly();
      assertThat(server.waitFor()).isEqualTo(128 + 9);
      List<List<ChatMessage>> heard = new ArrayList<>();
      for (TestClient client : clients) {
        client.status();
        heard.add(client.drain());
      }
      heard.getFirst().addAll(0, first);
      return heard;
    } finally {
      server.destroyForcibly();
      clients.forEach(TestClient::close);
    }
  }

  /// Its own messages stand in the log as far as they came, in order and once; what it heard is
  /// what the log holds of the others, from the first one on.
  private static void check(
      int sender, List<ChatMessage> heard, List<LogEntry> log, int round, String description) {
    List<String> own =
        texts(log.stream().filter(e -> ServerFixture.author(e).equals(name(sender))));
    assertThat(own)
        .as("log of %s: %s", name(sender), description)
        .isEqualTo(
            Stream.iterate(0, i -> i + 1)
                .limit(own.size())
                .map(i -> text(round, sender, i))
                .toList());
    List<String> others =
        texts(log.stream().filter(e -> !ServerFixture.author(e).equals(name(sender))));
    assertThat(others)
        .as("log without %s: %s", name(sender), description)
        .startsWith(heard.stream().map(ChatMessage::getContent).toArray(String[]::new));
  }

  private static List<String> texts(Stream<LogEntry> entries) {
    return entries.map(ServerFixture::text).toList();
  }

  private static String name(int sender) {
    return "sender" + sender;
  }

  private static String text(int round, int sender, int number) {
    return round + "/" + sender + "/" + number;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--host=127.0.0.1",
            "--port=0",
            "--data-dir=" + directory)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int port(Process server) throws IOException {
    BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(LISTENING)) {
        return Integer.parseInt(line.substring(LISTENING.length()));
      }
    }
    throw new AssertionError("the server ended before it listened");
  }
}
