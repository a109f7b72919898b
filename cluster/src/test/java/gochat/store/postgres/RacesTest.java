package gochat.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.account.Accounts.Addition;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two servers on one database at the same time.
class RacesTest {
  private static final List<RoomId> ROOMS =
      List.of(RoomId.LOBBY, new RoomId("a"), new RoomId("b"), new RoomId("c"));
  private static final int TURNS = 150;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TestDatabase database;

  @SuppressWarnings("NullAway.Init") // set before each test
  private List<Store> stores;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.blank();
    stores = List.of(database.open(), database.open());
  }

  @AfterEach
  void close() {
    stores.forEach(Store::close);
  }

  @Test
  void whatWasAcknowledgedIsThereOnceAndWhatConflictedIsNot() throws Exception {
    AtomicInteger conflicts = new AtomicInteger();
    List<Writing> writings =
        together(
            List.of(
                () -> new Writing(stores.get(0), 1, conflicts).run(),
                () -> new Writing(stores.get(1), 2, conflicts).run()));

    Set<String> acknowledged = new HashSet<>();
    writings.forEach(writing -> acknowledged.addAll(writing.acknowledged));
    List<String> recorded = new ArrayList<>();
    for (RoomId room : ROOMS) {
      List<LogEntry> log = stores.get(0).journal().read(room, 0, 10_000, Integer.MAX_VALUE);
      assertThat(log)
          .extracting(LogEntry::seq)
          .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
      log.forEach(entry -> recorded.add(((RoomEvent.Posted) entry.event()).text()));
      assertThat(stores.get(1).journal().head(room)).isEqualTo(log.size());
    }
    assertThat(recorded).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(acknowledged);
  }

  /// One server that writes to some of the rooms in each turn.
  private static final class Writing {
    private final Journal journal;
    private final Random random;
    private final Author author =
        new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    private final Set<String> acknowledged = new HashSet<>();
    private final AtomicInteger conflicts;

    /// @param conflicts of all servers together
    Writing(Store store, long seed, AtomicInteger conflicts) {
      journal = store.journal();
      random = new Random(seed);
      this.conflicts = conflicts;
    }

    Writing run() {
      for (int turn = 0; turn < TURNS || conflicts.get() == 0; turn++) {
        List<Batch> batches = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (RoomId room : ROOMS) {
          if (random.nextBoolean() || batches.isEmpty()) {
            // Those that mention somebody take another way.
            List<UUID> mentions = random.nextInt(3) == 0 ? List.of(UUID.randomUUID()) : List.of();
            String text = author.user() + " " + turn + " " + room;
            texts.add(text);
            batches.add(
                new Batch(
                    room,
                    journal.head(room),
                    List.of(
                        new RoomEvent.Posted(
                            author, turn, UUID.randomUUID(), text, 0, 0, mentions))));
          }
        }
        switch (journal.append(batches)) {
          case AppendResult.Stored _ -> acknowledged.addAll(texts);
          case AppendResult.Conflict(Set<RoomId> rooms) -> {
            conflicts.incrementAndGet();
            assertThat(batches).extracting(Batch::room).containsAll(rooms);
          }
          case AppendResult.DiskFull _ -> throw new AssertionError("the disk is full");
        }
      }
      return this;
    }
  }

  @Test
  void aBeginningThatAnotherServerRemovesMeanwhileIsRemovedOnce() throws Exception {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    List<RoomEvent> events = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      events.add(new RoomEvent.Posted(author, i, null, "text"));
    }
    assertThat(stores.get(0).journal().append(List.of(new Batch(RoomId.LOBBY, 0, events))))
        .isEqualTo(new AppendResult.Stored());

    try (ExecutorService threads = Executors.newCachedThreadPool();
        Connection other = database.connect()) {
      other.setAutoCommit(false);
      assertThat(new FloorWriter(new Sql(other)).trim(RoomId.LOBBY, 2, 2)).isEqualTo(2);
      Future<Long> floor =
          threads.submit(() -> stores.get(0).journal().trim(RoomId.LOBBY, 3, TURNS));
      await().until(this::isAnyWaiting);
      other.commit();
      assertThat(floor.get()).isEqualTo(3);
    }
    assertThat(stores.get(0).logs().beginning(RoomId.LOBBY).latestAtMs()).isEqualTo(2);
  }

  private boolean isAnyWaiting() throws SQLException {
    try (Connection connection = database.connect()) {
      return new Sql(connection)
          .isAny(
              "SELECT FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }
  }

  @Test
  void aServerThatRecordsAloneIsNotOutrun() throws Exception {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    List<Batch> mine = List.of(posted(author, "mine"));
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<AppendResult>> theirs = new ArrayList<>();
      AppendResult alone =
          stores
              .get(0)
              .journal()
              .appendAlone(
                  List.of(RoomId.LOBBY),
                  () -> {
                    theirs.add(
                        threads.submit(() ->
                            stores.get(1).journal().append(List.of(posted(author, "theirs")))));
                    await().until(this::isAnyWaiting);
                    return mine;
                  });

      assertThat(alone).isEqualTo(new AppendResult.Stored());
      assertThat(theirs.getFirst().get())
          .isEqualTo(new AppendResult.Conflict(Set.of(RoomId.LOBBY)));
    }
    assertThat(stores.get(1).journal().head(RoomId.LOBBY)).isEqualTo(1);
  }

  @Test
  void aServerThatFindsNothingToRecordAloneLetsOthersGoOn() {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

    assertThat(stores.get(0).journal().appendAlone(List.of(RoomId.LOBBY), List::of))
        .isEqualTo(new AppendResult.Stored());
    assertThat(stores.get(1).journal().append(List.of(posted(author, "theirs"))))
        .isEqualTo(new AppendResult.Stored());
    assertThat(stores.get(0).journal().appendAlone(List.of(RoomId.LOBBY), List::of))
        .isEqualTo(new AppendResult.Stored());
    // The turns of the first one are still counted right.
    Batch next = new Batch(RoomId.LOBBY, 1, List.of(new RoomEvent.Posted(author, 1, null, "mine")));
    assertThat(stores.get(0).journal().append(List.of(next))).isEqualTo(new AppendResult.Stored());
  }

  @Test
  void aServerThatRecordsAloneButKnowsNotAllMeetsAConflict() {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    assertThat(stores.get(1).journal().append(List.of(posted(author, "theirs"))))
        .isEqualTo(new AppendResult.Stored());

    assertThat(
            stores
                .get(0)
                .journal()
                .appendAlone(List.of(RoomId.LOBBY), () -> List.of(posted(author, "mine"))))
        .isEqualTo(new AppendResult.Conflict(Set.of(RoomId.LOBBY)));
    // The turns of the first one are still counted right.
    Batch next = new Batch(RoomId.LOBBY, 1, List.of(new RoomEvent.Posted(author, 1, null, "mine")));
    assertThat(stores.get(0).journal().append(List.of(next))).isEqualTo(new AppendResult.Stored());
  }

  private static Batch posted(Author author, String text) {
    return new Batch(RoomId.LOBBY, 0, List.of(new RoomEvent.Posted(author, 1, null, text)));
  }

  @Test
  void aPublicNameIsTakenOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      String name = "name" + i;
      List<AppendResult> results =
          together(
              stores.stream()
                  .map(store ->
                      (Callable<AppendResult>)
                          () -> create(store, new RoomId(UUID.randomUUID().toString()), name))
                  .toList());
      assertThat(results).containsOnlyOnce(new AppendResult.Stored());
    }
    assertThat(stores.get(0).rooms().publicRooms("", 100, UUID.randomUUID())).hasSize(20);
  }

  private static AppendResult create(Store store, RoomId room, String name) {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
    RoomEvent event =
        new RoomEvent.Created(author, 1, RoomKind.PUBLIC, new RoomName(name, name), "");
    return store.journal().append(List.of(new Batch(room, 0, List.of(event))));
  }

  @Test
  void aNameAndWhatLooksLikeItGoToOneAccount() throws Exception {
    for (int i = 0; i < 20; i++) {
      // The second one has a Cyrillic letter.
      List<String> names = List.of("home" + i, "h\u043eme" + i);
      List<Addition> additions =
          together(
              List.of(
                  () -> add(stores.get(0), names.get(0), UserKind.ACCOUNT),
                  () -> add(stores.get(1), names.get(1), UserKind.ACCOUNT)));
      assertThat(additions).containsExactlyInAnyOrder(Addition.ADDED, Addition.NAME_TAKEN);
    }
  }

  @Test
  void thereIsOneAdministrator() throws Exception {
    List<Addition> additions =
        together(
            List.of(
                () -> add(stores.get(0), "one", UserKind.ADMINISTRATOR),
                () -> add(stores.get(1), "other", UserKind.ADMINISTRATOR)));

    assertThat(additions).containsExactlyInAnyOrder(Addition.ADDED, Addition.ADMINISTRATOR_EXISTS);
  }

  private static Addition add(Store store, String name, UserKind kind) {
    User user = new User(UUID.randomUUID(), UserName.stored(name), kind);
    TokenInfo info = new TokenInfo(UUID.randomUUID(), "a test", "", 1, 1, 1);
    StoredToken token = new StoredToken(user.id(), new TokenHash(new byte[32]), info);
    return kind.hasAccount()
        ? store.accounts().addAccount(user, "password", token)
        : store.accounts().addGuest(user, token);
  }

  /// Runs the tasks at the same time.
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(
            threads.submit(() -> {
              start.await();
              return task.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : running) {
        results.add(result.get());
      }
      return results;
    }
  }
}
