package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `bin/server admin export` and `import`, with running servers and with stopped ones.
class TransferProgramTest {
  @RegisterExtension private final ServerFixture source = new ServerFixture();
  @RegisterExtension private final ServerFixture target = new ServerFixture();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private int users;

  @Test
  void aReaderGetsWhatIsImportedAndWhatComesLaterInOrder() throws Exception {
    TestClient carol = target.join("Carol");
    TestClient dave = target.join("Dave");
    say(source, "one");
    assertThat(exportTo(directory.resolve("first"))).isEqualTo("(rooms: 1, events: 1)");
    say(source, "two");
    assertThat(exportTo(directory.resolve("second"))).isEqualTo("(rooms: 1, events: 2)");

    assertThat(importInto(target, "first"))
        .containsExactly("lobby: 1 new, 0 known", "events: 1 new, 0 known");
    assertThat(importInto(target, "second"))
        .containsExactly("lobby: 1 new, 1 known", "events: 1 new, 1 known");
    assertThat(importInto(target, "second")).containsExactly("events: 0 new, 2 known");
    carol.say("three");

    assertThat(dave.nextTexts(3)).containsExactly("one", "two", "three");
    assertThat(texts(target.stopAndReadLog())).containsExactly("one", "two", "three");
  }

  @Test
  void theDirectoriesOfStoppedServersAreExportedAndImported() throws Exception {
    say(source, "one");
    source.stop();
    target.stop();

    assertThat(exportTo(directory.resolve("file"))).isEqualTo("(rooms: 1, events: 1)");
    assertThat(importInto(target, "file")).contains("events: 1 new, 0 known");

    assertThat(ServerFixture.log(target.directory()))
        .isEqualTo(ServerFixture.log(source.directory()));
    assertThat(admin(target, "verify")).as(out::toString).isZero();
  }

  @Test
  void theStandardOutputGetsTheSameLinesAsAFile() throws Exception {
    say(source, "one\ud83d\ude00\u2028");
    Path file = directory.resolve("file");
    var _ = exportTo(file);

    assertThat(admin(source, "export", "lobby")).isZero();

    assertThat(out.toString(UTF_8).lines().filter(line -> line.contains("\"type\":\"event\"")))
        .containsExactlyElementsOf(
            Files.readAllLines(file).stream()
                .filter(line -> line.contains("\"type\":\"event\""))
                .toList());
    Files.writeString(directory.resolve("copy"), out.toString(UTF_8));
    assertThat(importInto(target, "copy")).contains("events: 1 new, 0 known");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aWrongCommandChangesNothingAndSaysWhy() throws Exception {
    say(source, "one");
    say(target, "other");
    Path file = directory.resolve("file");
    var _ = exportTo(file);

    assertThat(admin(source, "export", "--to", file.toString())).isEqualTo(1);
    assertThat(admin(source, "export", "#nowhere")).isEqualTo(2);
    assertThat(admin(target, "import", file.toString())).isEqualTo(1);
    assertThat(admin(target, "import", directory.resolve("none").toString())).isEqualTo(1);

    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            file + " exists already. Choose a new file.",
            "There is no room #nowhere. Name a public room as #name, and others by their id.",
            "room lobby is another one here: the logs contradict each other at seq 1. Leave the"
                + " room out, by naming the rooms to import",
            "Nothing was imported.",
            directory.resolve("none") + " can't be read (no such file)");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(texts(target.stopAndReadLog())).containsExactly("other");
  }

  /// Sends a message, and waits until it is stored.
  private void say(ServerFixture server, String text) throws InterruptedException {
    // The name of a stream that has just ended may not be free yet.
    users++;
    try (TestClient alice = server.join("Alice" + users);
        TestClient reader = server.join("Reader" + users)) {
      alice.say(text);
      assertThat(reader.nextTexts(1)).containsExactly(text);
    }
  }

  private static List<String> texts(List<LogEntry> log) {
    return log.stream()
        .map(LogEntry::event)
        .map(event -> event instanceof RoomEvent.Posted posted ? posted.text() : "")
        .toList();
  }

  /// @return the extent
  private String exportTo(Path file) {
    out.reset();
    assertThat(admin(source, "export", "--to", file.toString())).as(err::toString).isZero();
    String line = out.toString(UTF_8).strip();
    out.reset();
    return line.substring((file + " ").length());
  }

  private List<String> importInto(ServerFixture server, String name) {
    out.reset();
    assertThat(admin(server, "import", directory.resolve(name).toString()))
        .as(err::toString)
        .isZero();
    List<String> lines = out.toString(UTF_8).lines().toList();
    out.reset();
    return lines;
  }

  private int admin(ServerFixture server, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("admin", "--data-dir=" + server.directory()), Stream.of(arguments))
            .toArray(String[]::new);
    return new Main(
            Map.of("GOCHAT_LANG", "en"),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .start(ChatServer::start, all)
        .orElseThrow();
  }
}
