package gochat.store.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.journal.Journal;
import gochat.journal.Journal.Batch;
import gochat.limit.BackupLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.StoreLimit;
import gochat.room.Author;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Backups;
import gochat.store.Backups.Mirror;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.verify.Verifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteBackupsTest {
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final String LONG_TEXT = "x".repeat(60_000);

  @TempDir private Path directory;
  @TempDir private Path target;
  private Path file;
  private Path copy;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store store;

  @BeforeEach
  void open() {
    file = directory.resolve("gochat.db");
    copy = target.resolve("gochat.db");
    store = open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Store open(Path file) {
    return SqliteStore.open(file, Durability.ASYNC, _ -> {});
  }

  private Backups backups() {
    return requireNonNull(store.backups());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aCopyIsSoundWhateverIsWrittenMeanwhile(long seed) throws IOException {
    Random random = new Random(seed);
    fill(6_000_000);

    backups()
        .copyTo(
            target,
            _ -> {
              for (int i = random.nextInt(4); i > 0; i--) {
                change(random);
              }
            });

    assertSound(copy);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aMirrorIsSoundAfterEachRenewal(long seed) throws IOException {
    Random random = new Random(seed);
    fill(3_000_000);
    for (int round = 0; round < 3; round++) {
      try (Mirror mirror = backups().mirrorTo(target, _ -> change(random))) {
        for (int renewal = random.nextInt(5); renewal > 0; renewal--) {
          for (int i = random.nextInt(60); i > 0; i--) {
            change(random);
          }
          mirror.renew(_ -> change(random));
        }
      }
      SqliteStore.copyMirror(target, copy);
      assertSound(copy);
      Files.delete(copy);
    }
  }

  @Test
  void theWriteAheadLogStaysSmallWhileACopyIsMade() throws IOException {
    fill(4_000_000);
    Path log = directory.resolve("gochat.db-wal");
    long[] largest = {0};

    backups()
        .copyTo(
            target,
            _ -> {
              append("a", 10);
              largest[0] = Math.max(largest[0], log.toFile().length());
            });

    assertThat(largest[0]).isLessThan(2 * StoreLimit.WRITE_AHEAD_BYTES.standard());
  }

  @Test
  void aCopyWaitsForAReadThatKeepsThePagesOutOfTheFile() throws Exception {
    fill(100_000);
    try (Connection reading = Database.openForReading(file);
        Statement statement = reading.createStatement()) {
      statement.execute("BEGIN");
      statement.executeQuery("SELECT count(*) FROM event").close();
      append("behind the read", 1);
      CountDownLatch isWaiting = new CountDownLatch(3);
      CompletableFuture<Void> copying =
          CompletableFuture.runAsync(() -> {
            try {
              backups()
                  .copyTo(
                      target,
                      bytes -> {
                        if (bytes == 0) {
                          isWaiting.countDown();
                        }
                      });
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      isWaiting.await();
      append("while it waits", 1);
      assertThat(copying).isNotDone();
      statement.execute("COMMIT");
      copying.join();
    }
    assertSound(copy);
  }

  @Test
  @Holds({"backup.rest-bytes-max", "backup.rounds-max"})
  void aCopyFailsWhenTheDataChangesFasterThanItIsCopied() {
    long written = BackupLimit.REST_BYTES.standard() + 200_000;
    fill(written);
    long[] left = {written};
    int[] rounds = {0};

    assertThatThrownBy(() ->
            backups()
                .copyTo(
                    target,
                    bytes -> {
                      left[0] -= bytes;
                      if (left[0] <= 0) {
                        rounds[0]++;
                        fill(written);
                        left[0] = written;
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the data changes faster than it can be copied");

    assertThat(rounds[0]).isGreaterThanOrEqualTo(BackupLimit.ROUNDS.standardInt());
  }

  @Test
  void aMarkedCopyRaisesTheEpochAlsoBesideTheFilesOfTheDirectory() throws IOException {
    append("one", 1);
    backups().copyTo(target, _ -> {});
    store.close();
    Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);

    for (int run = 0; run < 2; run++) {
      try (Store restored = open(file)) {
        assertThat(restored.journal().epoch()).isEqualTo(2);
      }
    }
    store = open(file);
  }

  @Test
  void aCopyCanBeReadWhereNoFileCanBeMadeBesideIt() throws IOException {
    append("one", 1);
    backups().copyTo(target, _ -> {});

    assertSound(copy);

    assertThat(target.toFile().list()).containsExactly("gochat.db");
  }

  @Test
  void changesThatWereNotPutInWholeArePutInAgain() throws IOException {
    fill(100_000);
    try (Mirror mirror = backups().mirrorTo(target, _ -> {})) {
      append("two", 3);
      mirror.renew(_ -> {});
    }
    long head = store.journal().head(RoomId.LOBBY);
    Path mirrored = target.resolve("mirror.db");
    Path changes = target.resolve("mirror.changes");
    // As a crash leaves it: the changes are whole, the copy has only one of them.
    byte[] pages = Files.readAllBytes(mirrored);
    try (ChangesFile written = ChangesFile.create(changes, 4_096)) {
      for (int page = pages.length / 4_096 - 1; page >= 0; page--) {
        written.put(page, ByteBuffer.wrap(pages, page * 4_096, 4_096));
      }
      written.finish();
    }
    Files.writeString(mirrored, "torn");

    SqliteStore.copyMirror(target, copy);

    assertSound(copy);
    try (Store copied = open(copy)) {
      assertThat(copied.journal().head(RoomId.LOBBY)).isEqualTo(head);
    }
  }

  @Test
  void damagedChangesAreRefusedAndLeaveTheCopyAsItIs() throws IOException {
    Path changes = target.resolve("changes");
    try (ChangesFile written = ChangesFile.create(changes, 4_096)) {
      written.put(0, ByteBuffer.allocate(4_096));
      written.finish();
    }
    byte[] content = Files.readAllBytes(changes);
    content[100] ^= 1;
    Files.write(changes, content);
    Files.writeString(copy, "as it is");

    assertThatThrownBy(() -> ChangesFile.apply(changes, copy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");

    assertThat(copy).hasContent("as it is");
  }

  @Test
  void aCopyThatWasEndedIsForgotten() throws IOException {
    fill(3_000_000);
    assertThatThrownBy(() ->
            backups()
                .copyTo(
                    target,
                    _ -> {
                      throw new CancellationException();
                    }))
        .isInstanceOf(CancellationException.class);
    Files.delete(copy);

    backups().copyTo(target, _ -> {});

    assertSound(copy);
  }

  private void fill(long bytes) {
    append(LONG_TEXT, (int) Math.ceilDiv(bytes, LONG_TEXT.length()));
  }

  /// In one turn.
  private void append(String text, int count) {
    Journal journal = store.journal();
    RoomEvent post = new RoomEvent.Posted(ALICE, 1, null, text);
    journal.append(
        List.of(
            new Batch(RoomId.LOBBY, journal.head(RoomId.LOBBY), Collections.nCopies(count, post))));
  }

  private void change(Random random) {
    Journal journal = store.journal();
    long head = journal.head(RoomId.LOBBY);
    RoomEvent event =
        switch (random.nextInt(3)) {
          case 0 -> new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), LONG_TEXT);
          case 1 -> new RoomEvent.Posted(ALICE, 1, null, "short");
          default -> new RoomEvent.Deleted(ALICE, 1, 1 + random.nextLong(head));
        };
    journal.append(List.of(new Batch(RoomId.LOBBY, head, List.of(event))));
  }

  private static void assertSound(Path database) {
    List<Defect> defects = new ArrayList<>();
    try (Store copy = SqliteStore.openToVerify(database)) {
      new Verifier(copy, Verifier.Mode.UNUSED, defects::add).run();
    }
    assertThat(defects).isEmpty();
  }
}
