package gochat.examples;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bots of the documentation. Each ping gets one answer, although server and bot are killed
/// with `kill -9`, and although the bot is down when a user first writes to it or invites it.
///
/// `-Dgochat.bots.rounds=6` is the long form: six kills of each side, and more than sixty pings.
///
/// The bots run side by side, because most of the time they wait until they may try again.
@Execution(ExecutionMode.CONCURRENT)
class BotsTest {
  private static final int ROUNDS = Integer.getInteger("gochat.bots.rounds", 1);
  private static final int PINGS_BEFORE_KILL = 3;
  private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void eachPingGetsOneAnswerWhileServerAndBotAreKilled(BotProgram program) throws Exception {
    program.assumeInstalled();
    long seed = Long.getLong("gochat.bots.seed", System.nanoTime());
    System.out.println("gochat.bots.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path home = Files.createDirectory(directory.resolve("bot"));
    try (ServerProcess server = ServerProcess.start(directory, Ports.KEPT);
        Pings pings = new Pings(server.endpoint());
        BotProcess bot = program.install(home, server)) {
      pings.fromNewUser();
      bot.start();
      pings.awaitAnswers(0);
      // The lobby, of which every user is a member, begins when the bot starts for the first time.
      bot.awaitCursor("lobby");
      for (int round = 0; round < ROUNDS; round++) {
        pings.inAnyRoom(PINGS_BEFORE_KILL, random);
        pings.awaitAnswers(random.nextInt(PINGS_BEFORE_KILL + 1));
        bot.kill();
        pings.fromNewUser();
        bot.start();
        pings.inAnyRoom(PINGS_BEFORE_KILL, random);
        pings.awaitAnswers(random.nextInt(PINGS_BEFORE_KILL + 1));
        server.kill();
        server.startAgain();
      }
      pings.awaitAnswers(0);
      bot.kill();
      // The bot answers these behind everything that it would answer once more.
      pings.inEachRoom();
      bot.start();
      pings.awaitAnswers(0);
      assertThat(pings.answersToEach().values()).as(program + ", seed " + seed).containsOnly(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PYTHON", "JAVASCRIPT"})
  void aBotWithoutAValidTokenEnds(BotProgram program) throws Exception {
    program.assumeInstalled();
    try (ServerProcess server = ServerProcess.start(directory, Ports.KEPT);
        BotProcess bot = program.install(Files.createDirectory(directory.resolve("bot")), server)) {
      server.endpoint().signOut(bot.token());
      bot.start();
      assertThat(bot.awaitEnd()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theDocumentationShowsTheWholeProgram(Path source) throws Exception {
    String program = Files.readString(source);
    assertThat(program.lines().count()).isLessThanOrEqualTo(40);
    assertThat(Files.readString(DOCS.resolve("programs.md"))).contains("\n" + program + "```\n");
  }

  static List<Path> sources() throws Exception {
    try (Stream<Path> sources = Files.list(DOCS.resolve("bots"))) {
      return sources.toList();
    }
  }
}
