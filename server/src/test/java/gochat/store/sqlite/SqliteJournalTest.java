package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.limit.LimitTable.Holds;
import gochat.limit.StoreLimit;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.store.Durability;
import gochat.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqliteJournalTest {
  private static final RoomId ROOM = RoomId.LOBBY;
  private static final Author AUTHOR =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @TempDir private Path directory;
  private final List<JournalException> fatal = new ArrayList<>();

  private final List<Store> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Store::close);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void everyDurabilityRecordsAndReads(Durability durability) {
    try (var store = SqliteStore.open(directory.resolve("other.db"), durability, fatal::add)) {
      Journal journal = store.journal();
      append(journal, 0, "a");
      append(journal, 1, "b");

      assertThat(journal.head(ROOM)).isEqualTo(2);
      assertThat(journal.read(ROOM, 0, 10, 10)).hasSize(2);
    }
  }

  @Test
  void aJournalInMemoryKeepsALogWhileItIsOpen() {
    try (var store = SqliteStore.inMemory()) {
      Journal journal = store.journal();
      append(journal, 0, "a");

      assertThat(journal.read(ROOM, 0, 10, 10)).hasSize(1);
    }
  }

  @Test
  void readersOnManyThreadsSeeWholeAppends() throws Exception {
    Journal journal = open("busy.db").journal();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readers.add(threads.submit(() -> readUntilHead(journal, 200)));
      }
      for (long head = 0; head < 200; head += 2) {
        append(journal, head, "first", "second");
      }
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isZero();
      }
    }
  }

  private static int readUntilHead(Journal journal, long last) {
    int torn = 0;
    for (long head = 0; head < last; head = journal.head(ROOM)) {
      torn += journal.read(ROOM, 0, 1_000, 1_000_000).size() % 2;
    }
    return torn;
  }

  @Test
  @Holds("store.write-ahead-bytes")
  void theWriteAheadLogStaysSmall() throws Exception {
    Path file = directory.resolve("large.db");
    try (var store = SqliteStore.open(file, Durability.ASYNC, fatal::add)) {
      Journal journal = store.journal();
      String text = "x".repeat(60_000);
      for (long head = 0; head < 1_000; head += 10) {
        append(journal, head, text, text, text, text, text, text, text, text, text, text);
      }
      assertThat(Files.size(file)).isGreaterThan(50_000_000);
      assertThat(Files.size(directory.resolve("large.db-wal"))).isLessThan(8_000_000);
    }
  }

  @Test
  @Holds({"store.write-ahead-bytes-max", "store.busy-timeout-ms"})
  void aLogThatAReaderKeepsFromItsBeginningWaitsForTheReader() throws Exception {
    Path file = directory.resolve("kept.db");
    try (var store = SqliteStore.open(file, Durability.ASYNC, fatal::add);
        Connection reading = Database.openForReading(file)) {
      Journal journal = store.journal();
      append(journal, 0, "before");
      try (Statement statement = reading.createStatement()) {
        statement.execute("BEGIN");
        statement.executeQuery("SELECT * FROM event").close();
        String[] texts = Collections.nCopies(20, "x".repeat(60_000)).toArray(String[]::new);
        CompletableFuture<Void> writing =
            CompletableFuture.runAsync(() -> {
              for (long head = 1; head < 1_201; head += texts.length) {
                append(journal, head, texts);
              }
            });
        await().until(() -> logBytes(file) > StoreLimit.WRITE_AHEAD_BYTES_MOST.standard());
        // What made it so long, and one more at the most; the next ones would wait for five
        // seconds.
        await().during(200, TimeUnit.MILLISECONDS).until(() -> !writing.isDone());
        assertThat(logBytes(file)).isLessThan(StoreLimit.WRITE_AHEAD_BYTES_MOST.standard() * 3 / 2);
        statement.execute("COMMIT");
        writing.get(60, TimeUnit.SECONDS);
      }
      assertThat(logBytes(file)).isLessThan(StoreLimit.WRITE_AHEAD_BYTES_MOST.standard() / 4);
    }
  }

  private static long logBytes(Path file) throws IOException {
    return Files.size(file.resolveSibling(file.getFileName() + "-wal"));
  }

  @Test
  @Holds("retention.turn-bytes-max")
  void aRemovalReadsAMegabyteOfTextAtMost() {
    Journal journal = open("trimmed.db").journal();
    String text = "x".repeat(60_000);
    append(journal, 0, Collections.nCopies(20, text).toArray(String[]::new));

    assertThat(journal.trim(ROOM, 20, 1_000)).isEqualTo(17);
    assertThat(journal.trim(ROOM, 20, 1_000)).isEqualTo(20);
  }

  @Test
  @Holds("store.rooms-max")
  void whenThereAreTooManyRoomsNoneIsMadeAndTheOthersGoOn() throws Exception {
    Path file = directory.resolve("rooms.db");
    Database.Opened opened = Database.openForWriting(file, Durability.ASYNC, false);
    try (var store = SqliteStore.over(opened, file, fatal::add).ports()) {
      Journal journal = store.journal();
      append(journal, 0, "before");
      try (Statement statement = opened.connection().createStatement()) {
        statement.execute(
            "INSERT INTO room (key, id) VALUES (" + StoreLimit.ROOMS.standard() + ", 'last')");
      }
      RoomEvent event = new RoomEvent.Posted(AUTHOR, 1, UUID.randomUUID(), "text");
      Batch oneTooMany = new Batch(new RoomId(UUID.randomUUID().toString()), 0, List.of(event));

      assertThatThrownBy(() -> journal.append(List.of(oneTooMany)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("rooms: 8388608 (expected: at most 8388607)");
      append(journal, 1, "after");
    }
    assertThat(fatal).isEmpty();
  }

  @Test
  void aFullDiskRefusesAppendsUntilThereIsSpace() throws SQLException {
    Path file = directory.resolve("full.db");
    Database.Opened opened = Database.openForWriting(file, Durability.SYNC, false);
    Connection connection = opened.connection();
    try (var store = SqliteStore.over(opened, file, fatal::add).ports()) {
      Journal journal = store.journal();
      append(journal, 0, "before");

      limitPages(connection, 20);
      String large = "x".repeat(60_000);
      for (int i = 0; i < 3; i++) {
        assertThat(journal.append(List.of(batch(1, "small", large, large))))
            .isEqualTo(new AppendResult.DiskFull());
      }
      assertThat(journal.head(ROOM)).isEqualTo(1);
      assertThat(journal.read(ROOM, 0, 10, 1_000)).hasSize(1);

      limitPages(connection, 1_000_000);
      append(journal, 1, "small", large, large);
      assertThat(journal.head(ROOM)).isEqualTo(4);
    }
    assertThat(fatal).isEmpty();
  }

  static void limitPages(Connection connection, int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Test
  void afterADamagedFileWasMetNothingIsWrittenAnyMore() throws Exception {
    Path file = directory.resolve("damaged.db");
    try (var store = SqliteStore.open(file, Durability.SYNC, fatal::add)) {
      Journal journal = store.journal();
      for (long head = 0; head < 100; head++) {
        append(journal, head, "x".repeat(1_000));
      }
    }

    var store = SqliteStore.open(file, Durability.SYNC, fatal::add);
    damage(file);
    Journal journal = store.journal();
    Throwable first = appendFailure(journal, 100);
    assertThat(first).isInstanceOf(JournalException.class).hasMessageContaining("damaged");
    assertThat(fatal)
        .singleElement(InstanceOfAssertFactories.THROWABLE)
        .hasMessageContaining("damaged");

    assertThat(appendFailure(journal, 100)).hasMessageContaining("stopped earlier");
    assertThat(fatal).hasSize(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> journal.read(ROOM, 0, 1, 1))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("damaged");
    }
    store.close();
  }

  private static Throwable appendFailure(Journal journal, long head) {
    try {
      append(journal, head, "more");
      throw new AssertionError("the append went through");
    } catch (JournalException e) {
      return e;
    }
  }

  /// Overwrites all but the first page, which holds the schema.
  static void damage(Path file) throws Exception {
    byte[] noise = new byte[(int) Files.size(file) - 4096];
    new Random(1).nextBytes(noise);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), 4096);
    }
  }

  @Test
  void aClosedJournalFailsWithAJournalException() {
    Store store = open("closed.db");
    Journal journal = store.journal();
    append(journal, 0, "a");
    store.close();

    assertThatThrownBy(() -> journal.head(ROOM)).isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> append(journal, 1, "b")).isInstanceOf(JournalException.class);
    assertThat(fatal).isEmpty();
  }

  private Store open(String name) {
    Store store = SqliteStore.open(directory.resolve(name), Durability.SYNC, fatal::add);
    opened.add(store);
    return store;
  }

  static void append(Journal journal, long head, String... texts) {
    assertThat(journal.append(List.of(batch(head, texts)))).isEqualTo(new AppendResult.Stored());
  }

  private static Batch batch(long head, String... texts) {
    List<RoomEvent> events = new ArrayList<>();
    for (String text : texts) {
      events.add(new RoomEvent.Posted(AUTHOR, 1, UUID.randomUUID(), text));
    }
    return new Batch(ROOM, head, events);
  }

  static List<Long> seqs(Journal journal) {
    return journal.read(ROOM, 0, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
        .map(LogEntry::seq)
        .toList();
  }
}
