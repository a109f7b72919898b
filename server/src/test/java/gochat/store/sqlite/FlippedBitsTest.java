package gochat.store.sqlite;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.AccountsException;
import gochat.account.StoredToken;
import gochat.account.TokenHash;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.journal.History.Anchor;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.JournalException;
import gochat.room.Author;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Standing;
import gochat.store.Defect;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.store.sqlite.FilePlaces.Place;
import gochat.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One bit of a closed file is flipped: in each column of each table and each index, and in free
/// space. `-Dgochat.flips.seeds=100` flips more bits.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlippedBitsTest {
  private static final RoomId TEA = new RoomId("1ea196a6-f8b8-4ef5-8177-2f30775ff0db");
  private static final RoomId SECRET = new RoomId("5ec8e796-f8b8-4ef5-8177-2f30775ff0db");
  private static final List<RoomId> ROOMS = List.of(RoomId.LOBBY, TEA, SECRET);
  private static final int NO_LIMIT = 1_000_000;

  private static final Author ALICE = author("Alice", Standing.ADMINISTRATOR);
  private static final Author BOB = author("Bob", Standing.ACCOUNT);
  private static final Author CAROL = author("Carol", Standing.ACCOUNT);
  private static final Author DAVE = author("Dave", Standing.GUEST);
  private static final List<Author> USERS = List.of(ALICE, BOB, CAROL, DAVE);

  private final Map<Author, UUID> tokens = new HashMap<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  @SuppressWarnings("NullAway.Init")
  private byte[] sound;

  @SuppressWarnings("NullAway.Init")
  private List<Place> places;

  @SuppressWarnings("NullAway.Init")
  private Map<String, String> answers;

  private static Author author(String name, Standing standing) {
    return new Author(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        new UUID(1, 2),
        name,
        standing);
  }

  @BeforeAll
  void write() throws IOException, SQLException {
    Path file = directory.resolve("sound.db");
    try (Store store = SqliteStore.open(file, Durability.ASYNC, _ -> {})) {
      fill(store);
    }
    sound = Files.readAllBytes(file);
    places = FilePlaces.of(file);
    try (Store store = SqliteStore.openToVerify(file)) {
      answers = answers(store);
    }
    assertThat(answers.values()).doesNotContain(FAILED);
  }

  private void fill(Store store) {
    append(
        store,
        TEA,
        new RoomEvent.Created(ALICE, 1_000, RoomKind.PUBLIC, name("Tea"), "leaves"),
        joined(BOB),
        joined(CAROL),
        message(ALICE, "green tea", 0),
        message(BOB, "black tea", 4),
        new RoomEvent.Edited(BOB, 1_005, 5, "red tea", List.of(ALICE.user())),
        new RoomEvent.ReactionAdded(ALICE, 1_006, 5, "+"),
        new RoomEvent.Pinned(ALICE, 1_007, 4),
        new RoomEvent.Banned(ALICE, 1_008, CAROL.person(), Role.MEMBER),
        new RoomEvent.Muted(ALICE, 1_009, BOB.person()),
        message(ALICE, "deleted", 0),
        new RoomEvent.Deleted(ALICE, 1_011, 11),
        new RoomEvent.TopicChanged(ALICE, 1_012, "more leaves"),
        new RoomEvent.RetentionChanged(ALICE, 1_013, new RetentionRule(86_400_000, 500)),
        new RoomEvent.SlowModeChanged(ALICE, 1_014, 30_000));
    append(
        store,
        SECRET,
        new RoomEvent.Created(BOB, 900, RoomKind.PRIVATE, name("Secret"), ""),
        message(BOB, "nobody else reads this", 0));
    store.journal().trim(TEA, 2, 10);
    store.journal().trim(SECRET, 2, 10);
    store.retention().set(SECRET, new RetentionRule(1_000, 10));
    List<RoomEvent> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(message(USERS.get(i % USERS.size()), "text ".repeat(i) + i, 0));
    }
    append(store, RoomId.LOBBY, many.toArray(RoomEvent[]::new));
    store.markers().advance(BOB.user(), TEA, 5);
    store.markers().advance(ALICE.user(), RoomId.LOBBY, 50);
    store.hidden().set(BOB.user(), SECRET, true);
    for (Author user : USERS) {
      add(store, user);
    }
  }

  private static RoomName name(String shown) {
    return new RoomName(shown, shown.toLowerCase(Locale.ROOT));
  }

  private static RoomEvent joined(Author user) {
    return new RoomEvent.Joined(user, 1_001, user.person(), Role.MEMBER);
  }

  private static RoomEvent message(Author author, String text, long root) {
    return new RoomEvent.Posted(author, 1_003, UUID.randomUUID(), text, root, root, List.of());
  }

  private static void append(Store store, RoomId room, RoomEvent... events) {
    long head = store.journal().head(room);
    assertThat(store.journal().append(List.of(new Batch(room, head, List.of(events)))))
        .isEqualTo(new AppendResult.Stored());
  }

  private void add(Store store, Author author) {
    UserKind kind =
        switch (author.standing()) {
          case GUEST -> UserKind.GUEST;
          case ACCOUNT -> UserKind.ACCOUNT;
          case ADMINISTRATOR -> UserKind.ADMINISTRATOR;
        };
    User user = new User(author.user(), UserName.stored(author.name()), kind);
    TokenInfo info =
        new TokenInfo(UUID.randomUUID(), "laptop", "192.0.2.1", 1_000, 2_000, 3_000_000);
    StoredToken token = new StoredToken(user.id(), new TokenHash(new byte[32]), info);
    tokens.put(author, info.id());
    if (kind == UserKind.GUEST) {
      store.accounts().addGuest(user, token);
    } else {
      store.accounts().addAccount(user, "hash of a password", token);
    }
  }

  private static final String FAILED = "failed";

  /// What the store answers, by question.
  private Map<String, String> answers(Store store) {
    Map<String, String> all = new LinkedHashMap<>();
    ask(all, "administrator", () -> store.accounts().hasAdministrator());
    for (RoomId room : ROOMS) {
      ask(all, "log", room, () -> store.journal().read(room, 0, NO_LIMIT, NO_LIMIT));
      ask(all, "state", room, () -> store.journal().load(List.of(room)));
      ask(all, "floor", room, () -> store.journal().floor(room));
      ask(all, "rule", room, () -> store.retention().of(room));
      ask(all, "members", room, () -> store.rooms().members(room, null, NO_LIMIT));
    }
    for (Author user : USERS) {
      UUID id = user.user();
      ask(all, "user", user.name(), () -> store.accounts().find(id));
      ask(
          all,
          "token",
          user.name(),
          () -> store.accounts().bearer(requireNonNull(tokens.get(user))));
      ask(
          all,
          "password",
          user.name(),
          () -> store.accounts().credentials(UserName.stored(user.name())));
      for (RoomId room : ROOMS) {
        String both = user.name() + " " + room.value();
        Anchor end = new Anchor.End();
        ask(all, "rights", both, () -> store.rooms().find(room, id));
        ask(all, "page", both, () -> store.history().page(room, end, NO_LIMIT, NO_LIMIT, id));
        ask(all, "pins", both, () -> store.history().pins(room, 1_000, NO_LIMIT, NO_LIMIT, id));
        ask(all, "marker", both, () -> store.markers().unread(id, List.of(room)));
      }
    }
    return all;
  }

  private static void ask(Map<String, String> all, String what, Supplier<Object> question) {
    ask(all, what, "", question);
  }

  private static void ask(
      Map<String, String> all, String what, Object about, Supplier<Object> question) {
    String answer;
    try {
      answer = String.valueOf(question.get());
    } catch (JournalException | AccountsException _) {
      answer = FAILED;
    }
    all.put(what + " " + about, answer);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("gochat.flips.seeds", 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aFlippedBitIsFoundOrChangesNothing(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, List<Place>> byName =
        new TreeMap<>(places.stream().collect(groupingBy(Place::name)));
    List<String> unnoticed = new ArrayList<>();
    for (List<Place> choices : byName.values()) {
      Place place = choices.get(random.nextInt(choices.size()));
      int bit = random.nextInt(place.bytes() * Byte.SIZE);
      byte[] flipped = sound.clone();
      flipped[place.offset() + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Path file = Files.write(directory.resolve("flipped.db"), flipped);
      String name = place.name() + " at " + place.offset() + " bit " + bit;
      check(file, name, unnoticed);
    }
    assertThat(byName).hasSizeGreaterThan(150);
    assertThat(unnoticed).isEmpty();
  }

  /// A wrong answer must be found by the verification. Events are only counted wrongly, because a
  /// read checks their rows; missing rows and damaged indexes can change other answers too.
  private void check(Path file, String name, List<String> unnoticed) {
    List<Defect> defects = new ArrayList<>();
    Map<String, String> now;
    try (Store store = SqliteStore.openToVerify(file)) {
      new Verifier(store, Verifier.Mode.UNUSED, defects::add).run();
      now = answers(store);
    } catch (StoreException | JournalException _) {
      // The store can't be opened or read at all.
      return;
    }
    List<String> changed = new ArrayList<>();
    now.forEach((question, answer) -> {
      if (!answer.equals(FAILED) && !answer.equals(answers.get(question))) {
        changed.add(question);
      }
    });
    boolean isServed = changed.stream().anyMatch(question -> !question.startsWith("marker"));
    if (!changed.isEmpty() && (defects.isEmpty() || (name.startsWith("event.") && isServed))) {
      unnoticed.add(name + ": " + changed + " " + defects);
    }
  }
}
