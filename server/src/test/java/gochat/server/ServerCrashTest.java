package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import gochat.room.LogEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The real process is killed while clients chat, and started again on the data it left. Line 34 of
/// the test plan; `-Dgochat.crash.rounds=1000` for a long run.
@DisabledOnOs(OS.WINDOWS)
class ServerCrashTest {
  private static final int ROUNDS = Integer.getInteger("gochat.crash.rounds", 5);
  private static final long SEED = Long.getLong("gochat.crash.seed", System.nanoTime());
  private static final int SENDERS = 3;
  private static final int MESSAGES = 3_000;
  private static final int SHOWN_ELEMENTS = 7;

  @TempDir private Path directory;

  @Test
  void deliveredMessagesSurviveKillMinus9AndTheServerGoesOn() throws Exception {
    Random random = new Random(SEED);
    List<LogEntry> before = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      String description = "seed " + SEED + ", round " + round;
      // The first server dies when one client has heard something and the others perhaps nothing.
      int enough = round == 0 ? 1 : random.nextInt(1, MESSAGES);
      List<List<ChatMessage>> heard = chatUntilKilled(round, enough);

      List<LogEntry> log = ServerFixture.log(directory);
      assertIsBeginning(
          log.stream().map(LogEntry::seq).toList(),
          LongStream.rangeClosed(1, log.size()).boxed().toList(),
          "seqs, " + description);
      assertIsBeginning(before, log, "the log before, " + description);
      List<LogEntry> added = log.subList(before.size(), log.size());
      for (int sender = 0; sender < SENDERS; sender++) {
        check(sender, heard.get(sender), added, round, description);
      }
      before = log;
    }
  }

  /// Returns the messages that each client received before the server was killed, which happens
  /// when the first one has received `enough`.
  private List<List<ChatMessage>> chatUntilKilled(int round, int enough) throws Exception {
    List<TestClient> clients = new ArrayList<>();
    Process server = ServerProgram.start(directory);
    try {
      int port = ServerProgram.port(server);
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

  /// The log has the first of the sender's own messages, in order and once; the sender has received
  /// the first of the others' messages in the log. It may have received none: each client is served
  /// by a lane of its own, and the server dies when the first client has received enough.
  private static void check(
      int sender, List<ChatMessage> heard, List<LogEntry> log, int round, String description) {
    String name = name(sender);
    assertIsBeginning(
        log.stream()
            .filter(entry -> ServerFixture.author(entry).equals(name))
            .map(ServerFixture::text)
            .toList(),
        IntStream.range(0, MESSAGES).mapToObj(i -> text(round, sender, i)).toList(),
        "logged of " + name + ", " + description);
    assertIsBeginning(
        heard.stream().map(message -> message.getUsername() + ": " + message.getContent()).toList(),
        log.stream()
            .filter(entry -> !ServerFixture.author(entry).equals(name))
            .map(entry -> ServerFixture.author(entry) + ": " + ServerFixture.text(entry))
            .toList(),
        "heard by " + name + ", " + description);
  }

  /// Shows in a failure only where the lists part, because each may have thousands of elements.
  private static <T> void assertIsBeginning(List<T> beginning, List<T> whole, String description) {
    int place = Arrays.mismatch(beginning.toArray(), whole.toArray());
    if (place >= 0 && place < beginning.size()) {
      assertThat(from(place, beginning))
          .as("%s: %d elements, from index %d on", description, beginning.size(), place)
          .isEqualTo(from(place, whole));
    }
  }

  private static <T> List<T> from(int place, List<T> list) {
    return list.subList(place, Math.min(list.size(), place + SHOWN_ELEMENTS));
  }

  private static String name(int sender) {
    return "sender" + sender;
  }

  private static String text(int round, int sender, int number) {
    return round + "/" + sender + "/" + number;
  }
}
