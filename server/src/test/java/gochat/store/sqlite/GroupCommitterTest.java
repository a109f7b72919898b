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
import gochat.store.Durability;
import gochat.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes that come while the connection is taken.
class GroupCommitterTest {
  private static final int WAL_HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int PAGE_BYTES = 4096;

  /// A few of them fill a page.
  private static final String LABEL = "x".repeat(1_000);

  @TempDir private Path directory;
  private final List<JournalException> fatal = new ArrayList<>();
  private final List<Thread> callers = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqliteStore database;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Store store;

  @BeforeEach
  void open() {
    Database.Opened opened = Database.openForWriting(file(), Durability.SYNC, false);
    connection = opened.connection();
    database = SqliteStore.over(opened, file(), fatal::add);
    store = database.ports();
  }

  @AfterEach
  void close() {
    store.close();
    assertThat(fatal).isEmpty();
  }

  @Test
  void guestsWhoComeTogetherShareATransaction() throws Exception {
    // The first transaction of a store cuts off the rest of the previous store's log.
    adding(guest("first"), UUID.randomUUID()).call();
    int before = transactions();

    List<FutureTask<Addition>> guests = new ArrayList<>();
    whileTheConnectionIsTaken(() -> {
      for (int i = 0; i < GroupCommitter.WRITES_MAX; i++) {
        guests.add(call(adding(guest("guest-" + i), UUID.randomUUID())));
      }
    });

    for (FutureTask<Addition> guest : guests) {
      assertThat(guest.get()).isEqualTo(Addition.ADDED);
    }
    assertThat(transactions() - before).isEqualTo(1);
    assertThat(store.accounts().guests()).hasSize(1 + guests.size());
  }

  @Test
  void eachHasAResultOfItsOwn() throws Exception {
    adding(guest("Alice"), UUID.randomUUID()).call();

    List<FutureTask<Addition>> guests = new ArrayList<>();
    whileTheConnectionIsTaken(() -> {
      guests.add(call(adding(guest("Bob"), UUID.randomUUID())));
      guests.add(call(adding(guest("ALICE"), UUID.randomUUID())));
    });

    assertThat(guests.get(0).get()).isEqualTo(Addition.ADDED);
    assertThat(guests.get(1).get()).isEqualTo(Addition.NAME_TAKEN);
  }

  @Test
  void aTransactionThatFailsIsUndoneAndTheOthersAreNot() throws Exception {
    UUID takenTokenId = UUID.randomUUID();
    adding(guest("Alice"), takenTokenId).call();

    List<FutureTask<?>> writes = new ArrayList<>();
    whileTheConnectionIsTaken(() -> {
      // Is added before their token is refused.
      writes.add(call(adding(guest("Bob"), takenTokenId)));
      writes.add(
          call(() ->
              database.write(writer -> {
                User carol = guest("Carol");
                writer.accounts().addGuest(carol, token(carol, UUID.randomUUID()));
                throw new IllegalStateException("a fault of this write's own");
              })));
      writes.add(call(adding(guest("Dave"), UUID.randomUUID())));
    });

    assertThatThrownBy(writes.get(0)::get)
        .hasCauseInstanceOf(AccountsException.class)
        .hasMessageContaining("UNIQUE");
    assertThatThrownBy(writes.get(1)::get)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("of this write's own");
    assertThat(writes.get(2).get()).isEqualTo(Addition.ADDED);
    assertThat(List.of("Bob", "Carol", "Dave"))
        .filteredOn(name -> store.accounts().find(UserName.stored(name)).isPresent())
        .containsExactly("Dave");
  }

  @Test
  void aFullDiskRefusesAllOfThemAndStoresNone() throws Exception {
    List<FutureTask<Addition>> guests = new ArrayList<>();
    whileTheConnectionIsTaken(() -> {
      for (int i = 0; i < GroupCommitter.WRITES_MAX; i++) {
        guests.add(call(adding(guest("guest-" + i), UUID.randomUUID())));
      }
      SqliteJournalTest.limitPages(connection, 1);
    });

    for (FutureTask<Addition> guest : guests) {
      assertThatThrownBy(guest::get)
          .isInstanceOfSatisfying(
              ExecutionException.class,
              e ->
                  assertThat(e.getCause())
                      .isInstanceOfSatisfying(
                          AccountsException.class,
                          full ->
                              assertThat(full.reason())
                                  .isEqualTo(AccountsException.Reason.DISK_FULL)));
    }
    assertThat(store.accounts().guests()).isEmpty();

    SqliteJournalTest.limitPages(connection, 1_000_000);
    assertThat(adding(guest("Alice"), UUID.randomUUID()).call()).isEqualTo(Addition.ADDED);
  }

  @Test
  @Holds("store.group-writes-max")
  void anAppendWaitsForOneTransactionOfOthersAtMost() throws Exception {
    int many = 4 * GroupCommitter.WRITES_MAX;
    List<Boolean> isAppend = new ArrayList<>();
    List<FutureTask<Boolean>> done = new ArrayList<>();
    whileTheConnectionIsTaken(() -> {
      for (int i = 0; i < many; i++) {
        done.add(call(() -> database.write(_ -> isAppend.add(false))));
      }
      done.add(call(() -> database.transact(_ -> isAppend.add(true), _ -> true)));
    });

    for (FutureTask<Boolean> each : done) {
      each.get();
    }
    assertThat(isAppend).hasSize(many + 1);
    assertThat(isAppend.indexOf(true)).isLessThanOrEqualTo(GroupCommitter.WRITES_MAX);
  }

  @Test
  void aClosedStoreWritesNothing() {
    store.close();

    assertThatThrownBy(() -> database.write(_ -> true))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("closed");
  }

  private interface Calls {
    void make() throws Exception;
  }

  /// Makes calls, and returns when all of them wait for the connection, which is free then.
  private void whileTheConnectionIsTaken(Calls calls) throws Exception {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    Semaphore free = new Semaphore(0);
    Thread other =
        Thread.ofPlatform()
            .start(
                new FutureTask<>(() ->
                    database.transact(
                        _ -> {
                          taken.complete(true);
                          free.acquireUninterruptibly();
                          return true;
                        },
                        _ -> false)));
    try {
      taken.get();
      calls.make();
      await()
          .until(
              () -> callers.stream().allMatch(caller -> caller.getState() == Thread.State.WAITING));
    } finally {
      free.release();
      other.join();
    }
  }

  private <T> FutureTask<T> call(Callable<T> callable) {
    FutureTask<T> task = new FutureTask<>(callable);
    callers.add(Thread.startVirtualThread(task));
    return task;
  }

  private Callable<Addition> adding(User guest, UUID tokenId) {
    Accounts accounts = store.accounts();
    return () -> accounts.addGuest(guest, token(guest, tokenId));
  }

  private static User guest(String name) {
    return new User(UUID.randomUUID(), UserName.stored(name), UserKind.GUEST);
  }

  private static StoredToken token(User user, UUID id) {
    return new StoredToken(
        user.id(), new TokenHash(new byte[32]), new TokenInfo(id, LABEL, "", 1, 1, 1));
  }

  /// How many there are in the write-ahead log: the last frame of each says how large the file is
  /// then, and each was synced.
  private int transactions() throws IOException {
    ByteBuffer wal = ByteBuffer.wrap(Files.readAllBytes(Path.of(file() + "-wal")));
    int transactions = 0;
    for (int at = WAL_HEADER_BYTES; at < wal.limit(); at += FRAME_HEADER_BYTES + PAGE_BYTES) {
      if (wal.getInt(at + 4) != 0) {
        transactions++;
      }
    }
    return transactions;
  }

  private Path file() {
    return directory.resolve("gochat.db");
  }
}
