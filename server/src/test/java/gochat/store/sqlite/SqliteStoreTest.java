package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.account.Accounts;
import gochat.account.Accounts.Addition;
import gochat.account.AccountsException;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.JournalException;
import gochat.limit.LimitTable.Holds;
import gochat.limit.StoreLimit;
import gochat.store.Durability;
import gochat.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All ports share one file and one connection that writes.
class SqliteStoreTest {
  private static final int MANY = 100;

  @TempDir private Path directory;
  private final List<JournalException> fatal = new ArrayList<>();

  @Test
  void logsAndAccountsAreWrittenSideBySide() throws Exception {
    try (Store store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Addition>> additions = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        String name = "name" + i;
        additions.add(threads.submit(() -> add(store.accounts(), name)));
        SqliteJournalTest.append(store.journal(), i, "text");
      }
      for (Future<Addition> addition : additions) {
        assertThat(addition.get()).isEqualTo(Addition.ADDED);
      }
      assertThat(SqliteJournalTest.seqs(store.journal())).hasSize(MANY);
    }
  }

  @Test
  @Holds({"store.write-cache-bytes-max", "store.read-cache-bytes-max"})
  void connectionsKeepOnlySoMuchOfTheFile() throws SQLException {
    Path file = directory.resolve("gochat.db");
    try (Connection writing = Database.openForWriting(file, Durability.SYNC, false).connection();
        Connection reading = Database.openForReading(file)) {
      assertThat(cacheBytes(writing)).isEqualTo(StoreLimit.WRITE_CACHE_BYTES.standard());
      assertThat(cacheBytes(reading)).isEqualTo(StoreLimit.READ_CACHE_BYTES.standard());
    }
  }

  private static long cacheBytes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA cache_size")) {
      // A negative size counts KiB, not pages.
      return -1_024L * rows.getInt(1);
    }
  }

  @Test
  @Holds("store.readers-max")
  void readsBeyondTheReadersWait() throws Exception {
    Path file = directory.resolve("gochat.db");
    open().close();
    CompletableFuture<Void> isOver = new CompletableFuture<>();
    AtomicInteger running = new AtomicInteger();
    try (ReaderPool pool = ReaderPool.open(() -> Database.openForReading(file));
        ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Integer>> reads = new ArrayList<>();
      for (int i = 0; i <= ReaderPool.SIZE; i++) {
        reads.add(
            threads.submit(() ->
                pool.with(_ -> {
                  int atOnce = running.incrementAndGet();
                  isOver.join();
                  return atOnce;
                })));
      }
      await().until(() -> running.get() == ReaderPool.SIZE);
      await().during(50, TimeUnit.MILLISECONDS).until(() -> running.get() == ReaderPool.SIZE);
      isOver.complete(null);
      for (Future<Integer> read : reads) {
        assertThat(read.get()).isPositive();
      }
    }
  }

  @Test
  void aFullDiskRefusesAccountsUntilThereIsSpace() throws SQLException {
    Path file = directory.resolve("gochat.db");
    Database.Opened opened = Database.openForWriting(file, Durability.SYNC, false);
    Connection connection = opened.connection();
    try (Store store = SqliteStore.over(opened, file, fatal::add).ports()) {
      assertThat(add(store.accounts(), "Alice")).isEqualTo(Addition.ADDED);
      SqliteJournalTest.limitPages(connection, 1);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  add(store.accounts(), "name" + i);
                }
              })
          .isInstanceOf(AccountsException.class)
          .hasMessageContaining("full");
      assertThat(store.accounts().find(UserName.stored("Alice"))).isPresent();

      SqliteJournalTest.limitPages(connection, 1_000_000);
      assertThat(add(store.accounts(), "Bob")).isEqualTo(Addition.ADDED);
      SqliteJournalTest.append(store.journal(), 0, "text");
    }
    assertThat(fatal).isEmpty();
  }

  @Test
  void afterADamageThatTheAccountsMetNothingIsWrittenAnyMore() throws Exception {
    try (Store store = open()) {
      add(store.accounts(), "Alice");
    }

    try (Store store = open()) {
      SqliteJournalTest.damage(directory.resolve("gochat.db"));
      assertThatThrownBy(() -> add(store.accounts(), "Bob"))
          .isInstanceOf(AccountsException.class)
          .hasMessageContaining("damaged");
      assertThat(fatal).hasSize(1);
      assertThatThrownBy(() -> SqliteJournalTest.append(store.journal(), 0, "text"))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("stopped earlier");
    }
  }

  private Store open() {
    return SqliteStore.open(directory.resolve("gochat.db"), Durability.SYNC, fatal::add);
  }

  private static Addition add(Accounts accounts, String name) {
    User user = new User(UUID.randomUUID(), UserName.stored(name), UserKind.ACCOUNT);
    TokenInfo info = new TokenInfo(UUID.randomUUID(), "a test", "", 1, 1, 1);
    return accounts.addAccount(
        user, "password", new StoredToken(user.id(), new TokenHash(new byte[32]), info));
  }
}
