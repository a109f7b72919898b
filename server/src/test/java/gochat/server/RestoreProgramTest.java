package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.Author;
import gochat.room.RetentionRule;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Store;
import gochat.store.TestRooms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/server admin restore --newer-log`, with the mirror of a store as the older copy.
class RestoreProgramTest {
  private static final Author ALICE = author("Alice");
  private static final Author MALLORY = author("Mallory");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private Path data;
  private Path mirror;
  private Path target;

  private static Author author(String name) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name, Standing.ACCOUNT);
  }

  @BeforeEach
  void makeCopy() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    mirror = directory.resolve("mirror");
    target = directory.resolve("restored");
    Files.createDirectories(mirror.resolve("files"));
    try (Store store = Stores.data().open(data)) {
      TestRooms.append(
          store, RoomId.LOBBY, new RoomEvent.Posted(MALLORY, 1_000, null, "something bad"));
      requireNonNull(store.backups())
          .mirrorTo(Files.createDirectory(mirror.resolve("data")), _ -> {})
          .close();
    }
  }

  private void later(RoomEvent event) {
    try (Store store = Stores.data().open(data)) {
      TestRooms.append(store, RoomId.LOBBY, event);
    }
  }

  private int restore(Path newerLog) {
    return new Main(
            Map.of("GOCHAT_LANG", "en"),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .start(
            ChatServer::start,
            "admin",
            "--data-dir=" + target,
            "restore",
            "--newer-log=" + newerLog,
            mirror.toString())
        .orElseThrow();
  }

  @Test
  void theBansDeletionsAndLimitsThatTheCopyLacksAreListed() {
    later(new RoomEvent.Banned(ALICE, 61_000, MALLORY.person(), null));
    later(new RoomEvent.Deleted(ALICE, 62_000, 1));
    later(new RoomEvent.RetentionChanged(ALICE, 63_000, new RetentionRule(129_600_000, 0)));

    assertThat(restore(data)).as(err::toString).isZero();

    assertThat(out.toString(UTF_8))
        .endsWith(
            """
            The newer log has these changes, which the restored data lacks. Repeat those that you want:
              1970-01-01T00:01:01Z lobby: Alice banned Mallory
              1970-01-01T00:01:02Z lobby: Alice deleted a message of Mallory, sent at 1970-01-01T00:00:01Z
              1970-01-01T00:01:03Z lobby: Alice limited what the room keeps: age 36h, events off
            """);
    try (Store store = Stores.data().open(target)) {
      assertThat(store.journal().epoch()).isEqualTo(2);
      assertThat(TestRooms.texts(store, RoomId.LOBBY)).containsExactly("something bad");
    }
  }

  @Test
  void withoutSuchChangesOneLineSaysSo() {
    assertThat(restore(data)).as(err::toString).isZero();

    assertThat(out.toString(UTF_8))
        .endsWith(
            "The newer log has no bans, deletions or limits of rooms that the restored data lacks.\n");
  }

  @Test
  void aDirectoryWithoutALogIsRefusedBeforeAnythingIsRestored() {
    assertThat(restore(directory)).isEqualTo(1);

    assertThat(err.toString(UTF_8)).hasLineCount(1).contains(directory + "/gochat.db");
    assertThat(target).doesNotExist();
  }
}
