package gochat.transfer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.Accounts.Addition;
import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.PasswordReset;
import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.History;
import gochat.journal.History.Anchor;
import gochat.journal.Report;
import gochat.journal.Reports;
import gochat.journal.RoomDirectory;
import gochat.room.Author;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.RoomFixture.RandomCommands;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.server.Stores;
import gochat.store.DataDirectory;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.NewStore;
import gochat.store.RandomRooms;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.StoredRow;
import gochat.store.TestRooms;
import gochat.verify.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of a backend whose stores can be filled: a store in a directory that is transferred
/// to it, and from there to another directory, gives the same answers.
public abstract class StoreTransferContract {
  private static final int STEPS = 300;
  private static final List<UUID> USERS = RandomCommands.PEOPLE.stream().map(Author::user).toList();

  @TempDir private Path directory;

  /// Opens a place of its own for each test, which is empty at first.
  protected abstract NewStore openNew() throws IOException;

  /// Opens the store in that place as a server does.
  protected abstract Store open();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aTransferredStoreGivesTheSameAnswers(long seed) throws IOException {
    try (Store source = openDirectory("source")) {
      fill(source, new Random(seed));
      Map<RoomId, RoomSum> there = transfer(source, openNew(), 7);
      Map<RoomId, RoomSum> back;
      try (Store target = open()) {
        assertSame(source, target);
        assertThat(target.journal().epoch()).isEqualTo(7);
        back = transfer(target, Stores.openNew(directory.resolve("back")), 7);
      }
      try (Store target = openDirectory("back")) {
        assertSame(source, target);
        assertThat(target.journal().epoch()).isEqualTo(7);
      }
      assertThat(there).isNotEmpty().isEqualTo(back);
    }
  }

  @Test
  void aTransferThatIsNotCompleteCanBeginAgain() throws IOException {
    try (Store source = openDirectory("source")) {
      fill(source, new Random(1));
      breakOff(source);

      var _ = transfer(source, openNew(), 1);

      try (Store target = open()) {
        assertSame(source, target);
      }
    }
  }

  /// Transfers without completion.
  protected final void breakOff(Store source) throws IOException {
    try (NewStore target = openNew()) {
      var _ = new Transfer(source, target.store(), (_, _) -> {}).run();
    }
  }

  @Test
  void aRoomThatDiffersAfterwardsIsNamed() throws IOException {
    try (Store source = openDirectory("source");
        NewStore target = openNew()) {
      RoomId room = new RoomId("a");
      TestRooms.post(source, room, "right");

      assertThatThrownBy(() ->
              new RoomTransfer(source, Forger.changing("right", "wrong", target.store()))
                  .transfer(room))
          .isInstanceOf(TransferMismatch.class)
          .hasMessageStartingWith("room a differs after the transfer: the target has 1 events");
    }
  }

  @Test
  void aPlaceWithDataIsRefused() throws IOException {
    try (Store source = openDirectory("source")) {
      TestRooms.post(source, RoomId.LOBBY, "kept");
      var _ = transfer(source, openNew(), 1);

      assertThatThrownBy(this::openNew)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("empty");

      try (Store target = open()) {
        assertThat(TestRooms.texts(target, RoomId.LOBBY)).containsExactly("kept");
      }
    }
  }

  private Store openDirectory(String name) {
    try (DataDirectory opened = DataDirectory.open(directory.resolve(name))) {
      return Stores.open(opened, Durability.ASYNC, _ -> {});
    }
  }

  private static Map<RoomId, RoomSum> transfer(Store from, NewStore to, long epoch)
      throws IOException {
    Map<RoomId, RoomSum> sums = new LinkedHashMap<>();
    try (to) {
      var transferred = new Transfer(from, to.store(), sums::put).run();
      assertThat(transferred.rooms()).isEqualTo(sums.size());
      to.complete(epoch);
    }
    return sums;
  }

  private static void fill(Store store, Random random) {
    new RandomRooms(random, store).walk(STEPS);
    RandomCommands.PEOPLE.forEach(person -> add(store, person));
    for (UUID user : USERS) {
      for (RoomId room : RandomRooms.ALL) {
        long head = store.journal().head(room);
        if (random.nextInt(3) == 0) {
          long _ = store.markers().advance(user, room, random.nextLong(head + 1));
        }
        if (random.nextInt(4) == 0) {
          boolean _ = store.hidden().set(user, room, true);
        }
      }
    }
    if (random.nextBoolean()) {
      requireNonNull(store.rows()).write(List.of(new StoredRow.WasOpenRow()));
    }
    for (int i = 0; i < 3; i++) {
      Terms terms = new Terms(UserKind.ACCOUNT, 2, List.of("a", "b").subList(0, i), "note\0" + i);
      store.invitations().add(new Invitation(UUID.randomUUID(), terms, 0, i, 9), "hash" + i);
    }
    for (int i = 0; i < 3; i++) {
      Person person = RandomCommands.PEOPLE.get(i).person();
      RoomId room = RandomRooms.ALL.get(i % RandomRooms.ALL.size());
      Report report =
          new Report(UUID.randomUUID(), room, i, person, 1, "text\0" + i, person, "why\0", i);
      assertThat(store.reports().add(report, 9, 9)).isEqualTo(Reports.Addition.ADDED);
    }
    for (Author person : RandomCommands.PEOPLE) {
      if (person.standing() != Standing.GUEST && random.nextBoolean()) {
        PasswordReset reset = new PasswordReset("reset of " + person.name(), 9);
        store.accounts().setReset(person.user(), reset);
        String code = "recovery code of " + person.name();
        assertThat(
                store.accounts().setRecoveryCodes(person.user(), password(person), List.of(code)))
            .isTrue();
        boolean _ = store.accounts().disable(person.user()).isPresent();
      }
    }
    for (UUID user : USERS) {
      if (random.nextBoolean()) {
        Blocked other = new Blocked(USERS.get(random.nextInt(USERS.size())), "Bob 北京");
        Privacy _ = store.privacy().change(user, former -> former.block(other, 2));
      }
    }
    store.markers().forget(USERS.get(random.nextInt(USERS.size())));
    boolean _ = store.retention().set(RoomId.LOBBY, new RetentionRule(0, 1_000));
  }

  private static void add(Store store, Author person) {
    UserKind kind =
        switch (person.standing()) {
          case GUEST -> UserKind.GUEST;
          case ACCOUNT -> UserKind.ACCOUNT;
          // A server has one.
          case ADMINISTRATOR ->
              person.name().equals("Root") ? UserKind.ADMINISTRATOR : UserKind.ACCOUNT;
        };
    User user = new User(person.user(), UserName.stored(person.name()), kind);
    TokenInfo info =
        new TokenInfo(UUID.randomUUID(), "label\0" + person.name(), "192.0.2.1", 1, 2, 3);
    StoredToken token = new StoredToken(user.id(), new TokenHash(new byte[] {1, 2, 3}), info);
    Addition addition =
        person.standing() == Standing.GUEST
            ? store.accounts().addGuest(user, token)
            : store.accounts().addAccount(user, password(person), token);
    assertThat(addition).isEqualTo(Addition.ADDED);
  }

  private static String password(Author person) {
    return "$hash$of " + person.name();
  }

  private static void assertSame(Store source, Store target) {
    List<Defect> defects = new ArrayList<>();
    var _ = new Verifier(target, Verifier.Mode.UNUSED, defects::add).run();
    assertThat(defects).isEmpty();
    assertSame(source, target, StoreTransferContract::rows);
    assertSame(source, target, store -> store.journal().load(RandomRooms.ALL));
    assertSame(source, target, store -> store.accounts().hasAdministrator());
    assertSame(source, target, store -> store.accounts().wasOpen());
    assertSame(source, target, store -> store.invitations().all());
    assertSame(
        source,
        target,
        store -> store.reports().page(RandomRooms.ALL, Long.MAX_VALUE, new UUID(0, 0), 9));
    assertSame(source, target, store -> store.invitations().find("hash1"));
    assertSame(source, target, store -> store.accounts().list("", "", 1_000));
    assertSame(source, target, store -> store.retention().ruled(RetentionRule.NONE, 9, null, 9));
    for (Author person : RandomCommands.PEOPLE) {
      UserName name = UserName.stored(person.name());
      assertSame(source, target, store -> store.accounts().credentials(name));
      assertSame(source, target, store -> store.accounts().findAlike(name));
      String reset = "reset of " + person.name();
      assertSame(source, target, store -> store.accounts().resetting(reset, 0));
      String code = "recovery code of " + person.name();
      assertSame(source, target, store -> store.accounts().resetting(code, 0));
      assertSame(source, target, store -> store.accounts().tokens(person.user()));
      assertSame(source, target, store -> rooms(store, person.user()));
      assertSame(source, target, store -> store.rooms().publicRooms("", 9, person.user()));
      assertSame(source, target, store -> store.markers().unread(person.user(), RandomRooms.ALL));
    }
    RandomRooms.ALL.forEach(room -> assertSameRoom(source, target, room));
  }

  private static void assertSameRoom(Store source, Store target, RoomId room) {
    int all = Integer.MAX_VALUE;
    assertSame(source, target, store -> store.journal().floor(room));
    assertSame(source, target, store -> store.logs().beginning(room));
    assertSame(source, target, store -> store.logs().read(room, 0, all, all));
    assertSame(source, target, store -> store.rooms().members(room, null, 99));
    assertSame(source, target, store -> store.rooms().bans(room, null, 99));
    assertSame(source, target, store -> store.rooms().mutes(room, null, 99));
    for (UUID user : USERS) {
      Anchor end = new Anchor.End();
      assertSame(source, target, store -> store.history().page(room, end, 999, all, user));
      assertSame(source, target, store -> pins(store, room, user));
      for (long seq = 1; seq <= source.journal().head(room); seq += 7) {
        long root = seq;
        assertSame(source, target, store -> store.history().thread(room, root, 0, 99, all, user));
      }
    }
  }

  /// In their order. The places of those whose events are no longer kept are not transferred.
  private static List<History.Pin> pins(Store store, RoomId room, UUID user) {
    return store.history().pins(room, 9_999, 99, Integer.MAX_VALUE, user).pins().stream()
        .map(
            pin -> pin.pinning() == null ? new History.Pin(pin.seq(), 0, pin.message(), null) : pin)
        .toList();
  }

  private static List<RoomDirectory.Listing> rooms(Store store, UUID user) {
    return store.rooms().roomsOf(user, 0, 99).stream().map(RoomDirectory.OwnRoom::listing).toList();
  }

  private static List<StoredRow> rows(Store store) {
    List<StoredRow> rows = new ArrayList<>();
    requireNonNull(store.rows()).read(rows::add);
    return rows;
  }

  private static <T> void assertSame(Store source, Store target, Function<Store, T> question) {
    assertThat(question.apply(target)).isEqualTo(question.apply(source));
  }
}
