package gochat.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import gochat.store.FlippedBit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `bin/server admin verify`, on the data of a server that is a process.
@DisabledOnOs(OS.WINDOWS)
class VerificationTest {
  private static final int SOUND = 0;
  private static final int NOT_CHECKED = 1;
  private static final int DAMAGED = 3;
  private static final int EVENTS_BEFORE = 2_000;
  private static final String TEXT = "a text to be damaged";

  enum Form {
    DIRECTORY,
    ZIP,
    MIRROR
  }

  /// The data of a stopped server, and its copies of each form; none of them changes.
  private static Path stoppedData;

  private static final Map<Form, Path> COPIES = new EnumMap<>(Form.class);

  @TempDir private Path directory;
  private Path data;
  private final List<Process> processes = new ArrayList<>();

  @BeforeAll
  static void chatAndCopy(@TempDir Path made) throws Exception {
    stoppedData = made.resolve("data");
    Process server = start(stoppedData);
    try {
      chat(server);
      COPIES.put(Form.DIRECTORY, Path.of(backUp(made.resolve("copies").toString())));
      COPIES.put(Form.ZIP, Path.of(backUp("--zip", made.resolve("copies").toString())));
      COPIES.put(Form.MIRROR, made.resolve("mirror"));
      try (AdminRun follower =
          AdminRun.start(stoppedData, "backup", "--follow", made.resolve("mirror").toString())) {
        assertThat(follower.firstLine()).contains("is a whole copy now");
      }
    } finally {
      stop(server);
    }
  }

  private static String backUp(String... arguments) {
    AdminRun.Result made = AdminRun.inThisProcess(stoppedData, command("backup", arguments));
    assertThat(made.exitCode()).as(made.err()).isZero();
    return made.out().strip();
  }

  private static String[] command(String name, String... arguments) {
    return Stream.concat(Stream.of(name), Stream.of(arguments)).toArray(String[]::new);
  }

  @BeforeEach
  void name() {
    data = directory.resolve("data");
  }

  @AfterEach
  void kill() {
    processes.forEach(Process::destroyForcibly);
  }

  private AdminRun.Result verify(String... arguments) {
    return AdminRun.inThisProcess(data, command("verify", arguments));
  }

  private static Process start(Path data) throws IOException {
    return ServerProgram.start(
        data, "--web-port=off", "--ops-port=off", "--rate-guest-changes-per-second=1000000");
  }

  private Process start() throws IOException {
    Process server = start(data);
    processes.add(server);
    return server;
  }

  /// Lets a server store two messages, beside the entry of its start in the audit log.
  private static void chat(Process server) throws Exception {
    int port = ServerProgram.port(server);
    try (TestClient alice = TestClient.connect(port).register("Alice");
        TestClient bob = TestClient.connect(port).register("Bob")) {
      alice.say(TEXT);
      alice.say("another text");
      bob.next();
      bob.next();
    }
  }

  private static void stop(Process server) throws InterruptedException {
    server.destroy();
    assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  /// Copies a directory or a file, with its rights.
  private static Path copied(Path original, Path copy) throws IOException {
    try (Stream<Path> all = Files.walk(original)) {
      for (Path each : all.toList()) {
        Path target = copy.resolve(original.relativize(each).toString());
        Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private Path copied(Form form) throws IOException {
    Path copy = requireNonNull(COPIES.get(form));
    return copied(copy, directory.resolve(copy.getFileName()));
  }

  @Test
  void theDataOfAStoppedServerIsSound() throws Exception {
    copied(stoppedData, data);
    Map<Path, byte[]> before = files(data);

    AdminRun.Result result = verify();

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("source: " + data + "\n")
        .endsWith("The data is sound.\n")
        .containsPattern("\nseconds: [0-9.]+\nevents-per-second: [0-9]+\n");
    assertThat(result.facts())
        .containsAllEntriesOf(
            Map.of(
                "files", "checked", "rooms", "2", "events", "3", "defects", "0", "result",
                "sound"));
    assertThat(result.exitCode()).isEqualTo(SOUND);
    assertThat(files(data)).containsAllEntriesOf(before);
  }

  /// All files except the lock, which has the id of the last process.
  private static Map<Path, byte[]> files(Path directory) throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : all.filter(file -> !file.endsWith("lock")).toList()) {
        files.put(file, Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void theDataOfAKilledServerIsSoundAndStartsAsBefore() throws Exception {
    Process server = start();
    chat(server);
    server.destroyForcibly().waitFor();

    assertThat(verify().facts()).containsEntry("events", "3").containsEntry("result", "sound");

    assertThat(ServerProgram.port(start())).isPositive();
  }

  @Test
  void aFlippedBitIsNamedByItsRoomAndSeqAndHasAnExitCodeOfItsOwn() throws Exception {
    copied(stoppedData, data);
    FlippedBit.in(data.resolve("gochat.db"), TEXT);

    AdminRun.Result result = AdminRun.asProcess(data, "verify", data.toString());
    assertThat(result.out())
        .startsWith("Event 1 of room lobby is damaged.\nsource: ")
        .contains("\nThe data is damaged. Keep it as it is, restore a sound backup");
    assertThat(result.facts()).containsEntry("defects", "1").containsEntry("result", "damaged");
    assertThat(result.exitCode()).isEqualTo(DAMAGED);

    List<JsonObject> lines =
        verify("--json")
            .out()
            .lines()
            .map(JsonParser::parseString)
            .map(line -> line.getAsJsonObject())
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().get("room").getAsString()).isEqualTo("lobby");
    assertThat(lines.getFirst().get("seq").getAsInt()).isEqualTo(1);
    assertThat(lines.getLast().get("result").getAsString()).isEqualTo("damaged");
    assertThat(lines.getLast().get("events").getAsInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aCopyOfEachFormIsSoundAndStaysAsItIs(Form form) throws Exception {
    Path copy = copied(form);

    AdminRun.Result result = verify(copy.toString());

    assertThat(result.out()).startsWith("source: " + copy + "\n");
    assertThat(result.facts()).containsEntry("events", "3").containsEntry("result", "sound");
    assertThat(result.exitCode()).isEqualTo(SOUND);
    assertThat(copy.resolve("lock")).doesNotExist();
  }

  @Test
  void aDamagedZipFileIsFoundWhateverPartOfItIsDamaged() throws Exception {
    Path zip = copied(Form.ZIP);
    Path sound = Files.copy(zip, directory.resolve("sound.zip"));

    FlippedBit.inTheMiddleOf(zip);
    AdminRun.Result result = verify(zip.toString());
    assertThat(result.out()).startsWith("A file is damaged: gochat.db in it is damaged: ");
    assertThat(result.exitCode()).isEqualTo(DAMAGED);

    byte[] whole = Files.readAllBytes(sound);
    Files.write(zip, Arrays.copyOf(whole, whole.length / 2));
    result = verify(zip.toString());
    assertThat(result.out()).startsWith("A file is damaged: it is no whole zip file: ");
    assertThat(result.exitCode()).isEqualTo(DAMAGED);

    Files.copy(sound, zip, StandardCopyOption.REPLACE_EXISTING);
    assertThat(verify(zip.toString()).exitCode()).isEqualTo(SOUND);
  }

  @Test
  void aDamagedFileOfABackupIsFoundByItsSumAndByItsRows() throws Exception {
    Path backup = copied(Form.DIRECTORY);
    FlippedBit.in(backup.resolve("gochat.db"), TEXT);

    AdminRun.Result result = verify(backup.toString());

    assertThat(result.out().lines())
        .startsWith(
            "A file is damaged: gochat.db in it is damaged: its SHA-256 is another one",
            "Event 1 of room lobby is damaged.");
    assertThat(result.exitCode()).isEqualTo(DAMAGED);
  }

  @Test
  void whatCanNotBeCheckedIsNeitherSoundNorDamaged() throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));

    assertThat(verify(other.toString()).exitCode()).isEqualTo(NOT_CHECKED);
    assertThat(other).isEmptyDirectory();
    AdminRun.Result missing = verify(directory.resolve("missing").toString());
    assertThat(missing.exitCode()).isEqualTo(NOT_CHECKED);
    assertThat(missing.err()).contains("no such directory");
    assertThat(missing.out()).isEmpty();
  }

  @Test
  void aRunningServerIsVerifiedWhileItsClientsWrite() throws Exception {
    int port = ServerProgram.port(start());
    try (TestClient alice = TestClient.connect(port).register("Alice");
        TestClient bob = TestClient.connect(port).register("Bob")) {
      chat(alice, bob, EVENTS_BEFORE);
      FutureTask<AdminRun.Result> verification = new FutureTask<>(this::verify);
      Thread.ofVirtual().start(verification);
      // One more: the entry of the start in the audit log.
      int events = EVENTS_BEFORE + 1;
      for (; !verification.isDone(); events++) {
        chat(alice, bob, 1);
      }

      AdminRun.Result result = verification.get();
      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isEqualTo(SOUND);
      assertThat(result.facts())
          .containsEntry("files", "not checked, because a server may use them")
          .containsEntry("result", "sound");
      assertThat(Long.parseLong(requireNonNull(result.facts().get("events"))))
          .isBetween(EVENTS_BEFORE + 1L, (long) events);
      assertThat(events).isGreaterThan(EVENTS_BEFORE + 1);
    }
  }

  @Test
  void theStatusOfARunningServerHasTheDefectsThatItsLastVerificationFound() throws Exception {
    copied(stoppedData, data);
    FlippedBit.in(data.resolve("gochat.db"), TEXT);
    int _ = ServerProgram.port(start());

    assertThat(verify().exitCode()).isEqualTo(DAMAGED);

    assertThat(AdminRun.inThisProcess(data, "status").out().lines())
        .contains("last-verification-defects: 1");
  }

  private static void chat(TestClient from, TestClient to, int messages)
      throws InterruptedException {
    for (int i = 0; i < messages; i++) {
      from.say("a text");
      to.next();
    }
  }
}
