package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.journal.Journal;
import gochat.room.RoomId;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Operators copy, move and restore the files between two runs of a server.
class CopiesTest {
  private static final List<String> FILES =
      List.of("gochat.db", "gochat.db-wal", "gochat.db.starts");

  @TempDir private Path data;
  @TempDir private Path backup;
  private Path file;

  @BeforeEach
  void name() {
    file = data.resolve("gochat.db");
  }

  @Test
  void anOlderCopyFromTheRunBeforeIsNoticedByItsCount() throws IOException {
    run("one");
    copy(data, backup, FILES.getFirst());
    run("two");
    copy(backup, data, FILES.getFirst());

    assertThat(run("other")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void anOlderCopyFromTheSameRunIsNoticedByItsCount() throws IOException {
    run();
    try (Store store = open()) {
      append(store, "one");
      copy(data, backup, FILES.getFirst(), FILES.get(1));
      append(store, "two");
    }
    copy(backup, data, FILES.getFirst(), FILES.get(1));

    assertThat(run()).isEqualTo(2);
  }

  @Test
  void anOlderCopyOfLongAgoIsNoticedByItsStart() throws IOException {
    run("one");
    copy(data, backup, FILES.getFirst());
    run();
    run();
    copy(backup, data, FILES.getFirst());

    assertThat(run()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatWasTakenFromItsDirectoryIsNoLongerTheSame() throws IOException {
    run("one");
    Files.delete(Starts.fileOf(file));

    assertThat(run()).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void aCopyThatLacksNothingAndADirectoryThatWasReplacedAsAWholeAreNotTold() throws IOException {
    run("one");
    copy(data, backup, FILES.getFirst(), FILES.getLast());
    assertThat(run()).isEqualTo(1);
    copy(backup, data, FILES.getFirst());
    assertThat(run("two")).isEqualTo(1);
    copy(backup, data, FILES.getFirst(), FILES.getLast());
    assertThat(run()).isEqualTo(1);
  }

  @Test
  void aCrashBetweenTheStepsOfAStartIsNoReplacement() throws IOException {
    run("one");
    copy(data, backup, FILES.getFirst());
    run();
    // The file beside the database was written, the database was not: twice.
    copy(backup, data, FILES.getFirst());
    assertThat(run()).isEqualTo(1);
    copy(backup, data, FILES.getFirst());
    assertThat(run()).isEqualTo(1);
  }

  @Test
  void aCrashBeforeAnOlderCopyIsKnownToAllLetsTheEpochGrowAgain() throws IOException {
    run("one");
    copy(data, backup, FILES.getFirst());
    run("two");
    copy(data, backup, FILES.getLast());
    copy(backup, data, FILES.getFirst());
    assertThat(run()).isEqualTo(2);
    // The epoch had grown, the file beside the database was still the old one.
    copy(backup, data, FILES.getLast());
    assertThat(run()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gochat.db-wal", "gochat.db.starts"})
  void aDatabaseThatIsMissingOrEmptiedBesideItsFilesStopsTheStart(String witness)
      throws IOException {
    Files.writeString(data.resolve(witness), "anything");
    assertMissing(witness);
    Files.createFile(file);
    assertMissing(witness);
    assertThat(file).isEmptyFile();
  }

  private void assertMissing(String witness) {
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(file + " is missing or empty, but " + witness)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aDamagedCopyStopsTheStart() throws IOException {
    try (Store store = open()) {
      for (int i = 0; i < 50; i++) {
        append(store, "x".repeat(4_000));
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = channel.size() / 2; at < channel.size(); at += 4_096) {
        channel.write(ByteBuffer.wrap(new byte[64]), at / 4_096 * 4_096);
      }
    }
    Files.createFile(data.resolve("gochat.db-wal"));

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(file + " ")
        .hasMessageContaining("put a backup in its place")
        .hasMessageNotContaining("\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerReadsTheFilesWhateverTheDirectoryAllows() throws IOException {
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    run("one");
    for (String name : List.of("gochat.db", "gochat.db.starts")) {
      Files.setPosixFilePermissions(
          data.resolve(name), PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    try (Store store = open();
        var files = Files.list(data)) {
      append(store, "two");
      assertThat(files.filter(Files::isRegularFile))
          .hasSizeGreaterThanOrEqualTo(4)
          .allSatisfy(each ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                  .isEqualTo("rw-------"));
    }
  }

  /// Starts a server on the files, which records these texts and stops.
  ///
  /// @return the epoch
  private long run(String... texts) {
    try (Store store = open()) {
      append(store, texts);
      return store.journal().epoch();
    }
  }

  private Store open() {
    return SqliteStore.open(file, Durability.SYNC, _ -> {});
  }

  private static void append(Store store, String... texts) {
    Journal journal = store.journal();
    for (String text : texts) {
      SqliteJournalTest.append(journal, journal.head(RoomId.LOBBY), text);
    }
  }

  private static void copy(Path from, Path to, String... names) throws IOException {
    for (String name : names) {
      Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
