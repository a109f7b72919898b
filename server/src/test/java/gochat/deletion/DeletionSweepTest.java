package gochat.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.LogRecorder;
import gochat.account.AccountDeletion;
import gochat.account.Accounts.Addition;
import gochat.account.Accounts.NewAccount;
import gochat.account.AuditLog.Actor;
import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.journal.TestJournal;
import gochat.limit.LimitTable.Holds;
import gochat.room.AuditAction;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.room.TestPolicy;
import gochat.session.AuditRoom;
import gochat.session.UserRooms;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.shard.ShardThread;
import gochat.store.Defect;
import gochat.store.Store;
import gochat.verify.Verifier;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletionSweepTest {
  private static final long DUE_MS = 1_000_000;
  private static final User ACCOUNT =
      new User(UUID.randomUUID(), UserName.stored("Alice"), UserKind.ACCOUNT);
  private static final Author ALICE =
      new Author(ACCOUNT.id(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);
  private static final Author BOB =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Bob", Standing.ACCOUNT);
  private static final RoomId ROOM = new RoomId("7g2k");
  private static final RoomId DIRECT = RoomId.direct(ALICE.user(), BOB.user());

  /// The number of pages that can be read before the next one fails.
  private final AtomicInteger readsLeft = new AtomicInteger(Integer.MAX_VALUE);

  private final TestJournal journal =
      new TestJournal() {
        @Override
        public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
          if (readsLeft.decrementAndGet() < 0) {
            throw new JournalException("planned", new IOException());
          }
          return super.read(room, after, entriesMax, bytesMax);
        }
      };
  private final Store store = journal.store().with(journal);
  private final AtomicLong nowMs = new AtomicLong(1_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final Shard shard =
      new Shard(journal, new ShardConfig(100, TestPolicy.of(1_000)), clock, _ -> {});
  private final ShardThread thread =
      new ShardThread(
          shard,
          fatal -> {
            throw new AssertionError(fatal);
          });
  private final UserRooms memberships =
      new UserRooms(store.rooms(), store.markers(), store.privacy(), shard);

  @BeforeEach
  void fill() {
    assertThat(store.accounts().addAccount(new NewAccount(ACCOUNT, "$hash", 1, null, null)))
        .isEqualTo(Addition.ADDED);
    append(
        ROOM,
        new RoomEvent.Created(ALICE, 1, RoomKind.PRIVATE, new RoomName("Tea", "tea"), ""),
        new RoomEvent.Joined(ALICE, 1, BOB.person(), Role.MEMBER),
        new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), "mine"),
        new RoomEvent.Edited(ALICE, 1, 3, "mine, changed", List.of()),
        new RoomEvent.Posted(BOB, 1, null, "Hello Alice"));
    append(
        DIRECT,
        new RoomEvent.DirectOpened(BOB, 1, ALICE.person()),
        new RoomEvent.Posted(ALICE, 1, null, "mine too"));
    append(RoomId.LOBBY, new RoomEvent.Posted(ALICE, 1, null, "mine as well"));
    new AuditRoom(shard).record(Actor.OPERATOR, AuditAction.ACCOUNT_ADDED, ACCOUNT);
    long _ = store.markers().advance(ALICE.user(), ROOM, 5);
    Blocked alice = new Blocked(ALICE.user(), ALICE.name());
    Privacy _ = store.privacy().change(BOB.user(), former -> former.block(alice, 9));
  }

  @AfterEach
  void close() {
    thread.close();
  }

  private void append(RoomId room, RoomEvent... events) {
    var _ =
        store
            .journal()
            .append(List.of(new Batch(room, store.journal().head(room), List.of(events))));
  }

  private DeletionSweep sweep() {
    return DeletionSweep.start(
        store, shard, memberships, new AuditRoom(shard), clock, TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void delete(boolean erasesMessages) {
    assertThat(store.accounts().delete(ACCOUNT.id(), new AccountDeletion(DUE_MS, erasesMessages)))
        .isPresent();
  }

  private boolean isErased() {
    return store.accounts().deleted().isEmpty();
  }

  private String log(RoomId room) {
    return journal.store().journal().read(room, 0, 1_000, 1_000_000).toString();
  }

  private @Nullable Role role(Author member) {
    return store.rooms().find(ROOM, member.user()).orElseThrow().role();
  }

  private List<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    new Verifier(store, Verifier.Mode.UNUSED, defects::add).run();
    return defects;
  }

  @Test
  @Holds("account.erasure-pause-ms")
  void anAccountIsErasedWhenItsTimeHasComeAndItsMessagesStayWithoutAName() {
    delete(false);
    try (DeletionSweep _ = sweep()) {
      // The server crashed before the account had left its rooms.
      await().until(() -> role(ALICE) == null);
      assertThat(role(BOB)).isEqualTo(Role.OWNER);
      assertThat(log(ROOM)).contains("name=Alice");
      assertThat(isErased()).isFalse();

      nowMs.set(DUE_MS);
      await().until(this::isErased);
    }

    for (RoomId room : List.of(ROOM, DIRECT, RoomId.LOBBY, RoomId.AUDIT)) {
      assertThat(log(room)).doesNotContain("name=Alice").contains(ALICE.user().toString());
    }
    assertThat(log(ROOM)).contains("mine, changed", "Hello Alice");
    assertThat(log(RoomId.AUDIT)).contains("ACCOUNT_ERASED");
    assertThat(store.accounts().findAlike(ACCOUNT.name())).isEmpty();
    assertThat(store.privacy().find(BOB.user())).contains(Privacy.DEFAULT);
    assertThat(store.markers().unread(ALICE.user(), List.of(ROOM)).get(ROOM))
        .extracting(unread -> unread.readSeq())
        .isEqualTo(0L);
    assertThat(defects()).isEmpty();
  }

  @Test
  void itsMessagesAreDeletedIfThatWasChosenAlsoWhereItMayNotWrite() {
    append(ROOM, new RoomEvent.Banned(BOB, 2, ALICE.person(), Role.OWNER));
    append(RoomId.LOBBY, new RoomEvent.Muted(BOB, 2, ALICE.person()));
    delete(true);
    nowMs.set(DUE_MS);
    try (DeletionSweep _ = sweep()) {
      await().until(this::isErased);
    }

    for (RoomId room : List.of(ROOM, DIRECT, RoomId.LOBBY)) {
      assertThat(log(room)).doesNotContain("mine", "name=Alice").contains("Redacted", "Deleted");
    }
    assertThat(log(ROOM)).contains("Hello Alice");
    assertThat(defects()).isEmpty();
  }

  @Test
  void roomsInMemoryAreReadAnewSoNoLaterEventHasTheName() {
    append(ROOM, new RoomEvent.Muted(BOB, 2, ALICE.person(), "", DUE_MS + 5));
    delete(false);
    nowMs.set(DUE_MS);
    try (DeletionSweep _ = sweep()) {
      await().until(this::isErased);
    }

    // The end of the mute names the user as the room knows it.
    nowMs.set(DUE_MS + 5);
    memberships.close(new User(BOB.user(), UserName.stored("Bob"), UserKind.ACCOUNT));

    assertThat(log(ROOM)).contains("Unmuted").doesNotContain("name=Alice");
  }

  @Test
  void anInterruptedErasureGoesOnAtTheNextStart() {
    delete(true);
    nowMs.set(DUE_MS);
    for (int reads = 0; reads < 6; reads++) {
      readsLeft.set(reads);
      try (DeletionSweep _ = sweep()) {
        await().until(() -> readsLeft.get() < 0 || isErased());
      }
      readsLeft.set(Integer.MAX_VALUE);
      assertThat(defects()).isEmpty();
    }

    try (DeletionSweep _ = sweep()) {
      await().until(this::isErased);
    }

    assertThat(log(ROOM)).doesNotContain("name=Alice", "mine");
  }

  @Test
  void aFailingDiskIsLoggedOnce() {
    delete(false);
    nowMs.set(DUE_MS);
    readsLeft.set(0);
    try (LogRecorder log = new LogRecorder(DeletionSweep.class.getName())) {
      try (DeletionSweep _ = sweep()) {
        await().until(() -> readsLeft.get() < -3);
      }
      assertThat(log.lines()).hasSize(1);
    }
    assertThat(isErased()).isFalse();
  }

  @Test
  void anAccountThatIsRestoredIsNotErased() {
    delete(true);
    try (DeletionSweep _ = sweep()) {
      await().until(() -> role(ALICE) == null);
      assertThat(store.accounts().enable(ACCOUNT.id(), nowMs.get())).isTrue();
      nowMs.set(DUE_MS);
      // Another one that is due shows that a look was made since then.
      User carol = new User(UUID.randomUUID(), UserName.stored("Carol"), UserKind.ACCOUNT);
      var _ = store.accounts().addAccount(new NewAccount(carol, "$hash", 1, null, null));
      var _ = store.accounts().delete(carol.id(), new AccountDeletion(DUE_MS, true));
      await().until(this::isErased);
    }

    assertThat(log(ROOM)).contains("name=Alice", "mine");
    assertThat(store.accounts().find(ACCOUNT.name())).contains(ACCOUNT);
  }
}
