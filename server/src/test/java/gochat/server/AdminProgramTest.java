package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import gochat.ops.AdminCommands;
import gochat.ops.Caller;
import gochat.ops.DataCommand;
import gochat.ops.DirectoryCommand;
import gochat.ops.ExitCode;
import gochat.ops.ServerData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/// `bin/server admin` with the server of the test.
class AdminProgramTest {
  @RegisterExtension
  private final ServerFixture server = new ServerFixture(Map.of(Setting.TLS, "self-signed"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path empty;

  @AfterEach
  void resetLevels() {
    var _ = admin(Map.of(), dataDir(), "log-level", "info");
    var _ = admin(Map.of(), dataDir(), "log-level", "info", "gochat.session");
  }

  @Test
  void statusTellsTheFactsOneALine() throws Exception {
    TestClient _ = server.join("Alice");

    assertThat(admin(Map.of(), dataDir(), "status")).isZero();
    assertThat(out.toString(UTF_8).lines())
        .contains(
            "version: development",
            "port: " + server.port(),
            "web-port: none",
            "ops-port: none",
            "data-dir: " + server.directory(),
            "durability: sync",
            "epoch: 1",
            "connections: 1",
            "grpc-connections: 1",
            "seed-streams: 1",
            "web-socket-streams: 0",
            "accounts-online: 0",
            "guests-online: 1",
            "rooms-in-memory: 2",
            "last-backup: none",
            "last-backup-failure: none",
            "events-removed: 0")
        .allMatch(line -> line.matches("[a-z-]+: .+"))
        .anyMatch(line -> line.matches("data-bytes: \\d+ \\(\\d+\\.\\d [KM]iB\\)"))
        .anyMatch(line -> line.matches("certificate-expires: 20\\d\\d-.*T.*Z"));
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void statusTellsTheLastVerifiedBackupAndTheFailureSinceThen() throws IOException {
    Path backups = empty.resolve("backups");
    assertThat(admin(Map.of(), dataDir(), "backup", backups.toString())).isZero();
    var _ = admin(Map.of(), dataDir(), "status");
    assertThat(out.toString(UTF_8).lines())
        .contains("last-backup-failure: none")
        .anyMatch(line -> line.matches("last-backup: 20\\d\\d-.*T.*Z"));

    Path taken = Files.createFile(empty.resolve("taken.zip"));
    assertThat(admin(Map.of(), dataDir(), "backup", taken.toString())).isEqualTo(1);
    out.reset();
    var _ = admin(Map.of(), dataDir(), "status");
    assertThat(out.toString(UTF_8).lines())
        .contains("last-backup-failure: " + taken + " exists")
        .anyMatch(line -> line.matches("last-backup: 20\\d\\d-.*T.*Z"));
  }

  @Test
  void statusTellsTheLastVerification() {
    assertThat(admin(Map.of(), dataDir(), "verify")).isZero();
    out.reset();
    var _ = admin(Map.of(), dataDir(), "status");
    assertThat(out.toString(UTF_8).lines())
        .contains("last-verification-defects: 0")
        .anyMatch(line -> line.matches("last-verification: 20\\d\\d-.*T.*Z"));
  }

  @Test
  void aServerWithADirectoryOfItsOwnIsTheOnlyOne() {
    assertThat(admin(Map.of(), dataDir(), "nodes")).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualTo("This server has its data for itself: there are no others.\n");
  }

  @Test
  void statusAsJsonIsOneObjectWithTheSameNames() {
    assertThat(admin(Map.of(), dataDir(), "status", "--json")).isZero();
    assertThat(out.toString(UTF_8)).hasLineCount(1);
    JsonObject status = JsonParser.parseString(out.toString(UTF_8)).getAsJsonObject();
    assertThat(status.get("port").getAsInt()).isEqualTo(server.port());
    assertThat(status.get("data-bytes").getAsLong()).isPositive();
    assertThat(Instant.parse(status.get("started").getAsString())).isBefore(Instant.now());

    out.reset();
    var _ = admin(Map.of(), dataDir(), "status");
    assertThat(out.toString(UTF_8).lines().map(line -> line.split(":", 2)[0]))
        .containsExactlyElementsOf(status.keySet());
  }

  @Test
  void aLevelOfTheLogIsChangedUntilTheNextStart() {
    assertThat(admin(Map.of(), dataDir(), "log-level")).isZero();
    assertThat(out.toString(UTF_8).lines()).contains("ROOT: warn", "gochat: info");

    assertThat(admin(Map.of(), dataDir(), "log-level", "debug", "gochat.session")).isZero();
    assertThat(out.toString(UTF_8).lines()).contains("gochat: info", "gochat.session: debug");
    assertThat(LoggerFactory.getLogger("gochat.session").isDebugEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("gochat.shard").isDebugEnabled()).isFalse();
  }

  @Test
  void aLevelOrALoggerThatDoesNotExistIsRefusedWithWhatDoes() {
    assertThat(admin(Map.of(), dataDir(), "log-level", "loud")).isEqualTo(2);
    assertThat(admin(Map.of(), dataDir(), "log-level", "debug", "gochat.sesion")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            loud is not a level. Levels: off, error, warn, info, debug, trace
            No logger has the name gochat.sesion; did you mean gochat.session?
            """);
  }

  @Test
  void aGroupOfCommandsIsAnsweredWithItsCommands() {
    assertThat(admin(Map.of(), dataDir(), "account")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("Usage: bin/server admin account", "  add ");
    err.reset();
    assertThat(help("zh", "account", "add")).contains("账号的名字");
  }

  @Test
  void aRoomsRetentionIsShownAndChanged() {
    assertThat(admin(Map.of(), dataDir(), "retention", "lobby")).isZero();
    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "room: lobby",
            "age: off",
            "events: off",
            "owners-age: off",
            "owners-events: off",
            "floor: 0",
            "head: 0");

    out.reset();
    assertThat(admin(Map.of(), dataDir(), "retention", "lobby", "--age=36h", "--events=500"))
        .isZero();
    assertThat(out.toString(UTF_8).lines()).contains("age: 36h", "events: 500");

    out.reset();
    assertThat(admin(Map.of(), dataDir(), "retention", "lobby", "--events", "off")).isZero();
    assertThat(out.toString(UTF_8).lines()).contains("age: 36h", "events: off");
  }

  @Test
  void aRoomOrALimitOfRetentionThatCanNotBeIsRefused() {
    assertThat(admin(Map.of(), dataDir(), "retention", "#nowhere")).isEqualTo(2);
    assertThat(admin(Map.of(), dataDir(), "retention", "lobby", "--age", "5y")).isEqualTo(2);
    assertThat(admin(Map.of(), dataDir(), "retention", "lobby", "--events", "7")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            There is no room #nowhere. Name a public room as #name, and others by their id.
            --age: 5y (expected: a time such as 30m, 6h or 1d, or off)
            --events: 7 (expected: 100 or more, or off)
            """);
  }

  @Test
  void theDataDirectoryIsTheOneThatTheServersOwnSettingsGive() throws IOException {
    Path file = Files.writeString(empty.resolve("gochat.toml"), "data-dir = \"elsewhere\"\n");
    String dir = server.directory().toString();

    assertThat(admin(Map.of("GOCHAT_DATA_DIR", dir), "status")).isZero();
    assertThat(admin(Map.of("GOCHAT_DATA_DIR", dir), "--config=" + file, "status")).isZero();
    assertThat(admin(Map.of("GOCHAT_DATA_DIR", "none"), dataDir(), "status")).isZero();

    assertThat(admin(Map.of(), "--config=" + file, "status")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            empty.resolve("elsewhere")
                + ": no such directory. Choose the server's data directory with --data-dir.\n");
  }

  @Test
  void withoutAServerOneLineSaysSo() {
    assertThat(admin(Map.of(), "--data-dir=" + empty, "status")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "No server runs on "
                + empty
                + ". Start it, or choose another directory with --data-dir.\n");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void aServerInMemoryHasNoSocket() throws IOException {
    Config config = ServerFixture.config(empty, Map.of(Setting.DURABILITY, "memory"));
    try (ChatServer _ = ChatServer.start(config, _ -> {})) {
      assertThat(empty).isEmptyDirectory();
    }
  }

  /// Tells the epoch of the data.
  @Command(name = "epoch")
  private static final class Epoch implements DataCommand {
    @Override
    public int run(ServerData data, Caller caller) {
      caller.out().println(data.store().journal().epoch());
      return ExitCode.OK;
    }
  }

  /// Creates the data directory.
  @Command(name = "create")
  private static final class Create implements DirectoryCommand {
    @Override
    public int run(Path dataDir, Caller caller) throws IOException {
      Files.createDirectory(dataDir);
      return ExitCode.OK;
    }
  }

  private int adminWithTestCommands(String... arguments) {
    return new AdminProgram(
            new AdminCommands(() -> List.of(new Epoch(), new Create())),
            Map.of("GOCHAT_LANG", "en"),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(List.of(arguments));
  }

  @Test
  void aCommandOnTheDataOfAStoppedServerRunsInItsOwnProcess() throws IOException {
    server.stop();

    assertThat(adminWithTestCommands(dataDir(), "epoch")).as(err::toString).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("1\n");

    // The command has left the directory to the next server.
    server.start();
  }

  @Test
  void aCommandForAStoppedServerNeedsNoDirectoryAndIsRefusedWhereAServerRuns() {
    Path missing = empty.resolve("data");

    assertThat(adminWithTestCommands("--data-dir=" + missing, "create")).isZero();
    assertThat(missing).isDirectory();
    assertThat(adminWithTestCommands(dataDir(), "create")).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo("A server runs on " + server.directory() + ". Stop it first.\n");
  }

  @Test
  void anUnknownCommandIsAnsweredWithThoseThatExist() {
    assertThat(admin(Map.of(), dataDir(), "sttus")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "sttus is not a command. Commands: status, nodes, log-level, account, invitation, backup, restore, verify, retention, export, import\n");
  }

  @Test
  void aWrongOptionNamesTheHelpOfItsCommand() {
    assertThat(admin(Map.of(), dataDir(), "status", "--jsn")).isEqualTo(2);
    assertThat(admin(Map.of(), "--data", "x", "status")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            Unknown option: '--jsn': see bin/server admin status --help
            Unknown options: '--data', 'x': see bin/server admin --help
            """);
  }

  @Test
  void everyCommandAndOptionIsDescribedInBothLanguages() {
    for (String language : List.of("en", "zh_CN.UTF-8")) {
      String all = help(language);
      for (String command : commands(all)) {
        assertThat(all.lines().filter(line -> line.strip().startsWith(command + " ")))
            .as(command)
            .hasSize(1);
        // An option without a description ends its line.
        assertThat(help(language, command).lines().map(String::strip))
            .as(command + " in " + language)
            .anyMatch(line -> line.startsWith("--help "))
            .noneMatch(line -> line.matches("(-\\S+|\\[\\S+])"));
      }
    }
    assertThat(help("zh", "log-level")).contains("用法：", "新级别").doesNotContain("Usage", "level:");
  }

  private static List<String> commands(String help) {
    return help.lines()
        .dropWhile(line -> !line.matches("(Commands:|命令：)"))
        .filter(line -> line.matches("  \\S.*"))
        .map(line -> line.strip().replaceFirst(" .*", ""))
        .toList();
  }

  private String help(String language, String... command) {
    out.reset();
    String[] arguments =
        Stream.concat(Arrays.stream(command), Stream.of("--help")).toArray(String[]::new);
    assertThat(admin(Map.of("GOCHAT_LANG", language), arguments)).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
    return out.toString(UTF_8);
  }

  @Test
  void withoutACommandTheHelpIsTheError() {
    assertThat(admin(Map.of())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("Usage: bin/server admin ", "log-level");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void anOutputThatCanNotBeWrittenIsNoSuccess() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var program =
        new AdminProgram(
            AdminCommands.all(Stores.data(), "test"),
            Map.of("GOCHAT_LANG", "en"),
            new PrintStream(full, true, UTF_8),
            new PrintStream(err, true, UTF_8));

    assertThat(program.run(List.of(dataDir(), "status"))).isEqualTo(1);
    assertThat(err.toString(UTF_8)).isEqualTo("The output can't be written.\n");
  }

  private String dataDir() {
    return "--data-dir=" + server.directory();
  }

  private int admin(Map<String, String> environment, String... arguments) {
    Map<String, String> variables = new HashMap<>(Map.of("GOCHAT_LANG", "en"));
    variables.putAll(environment);
    String[] all =
        Stream.concat(Stream.of("admin"), Arrays.stream(arguments)).toArray(String[]::new);
    return new Main(variables, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .start(ChatServer::start, all)
        .orElseThrow();
  }
}
