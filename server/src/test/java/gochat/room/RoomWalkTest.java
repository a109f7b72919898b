package gochat.room;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal;
import gochat.journal.TestJournal;
import gochat.room.RoomFixture.RandomCommands;
import gochat.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomWalkTest {
  private static final int SEEDS = Integer.getInteger("gochat.simulation.seeds", 100);

  private static Set<Object> run(long seed, RoomKind kind) {
    try {
      return Walk.run(seed, kind);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d, %s: %s".formatted(seed, kind, e.getMessage()), e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "AUDIT", mode = EnumSource.Mode.EXCLUDE)
  void noSeedBreaksAnInvariant(RoomKind kind) {
    for (long seed = 0; seed < SEEDS; seed++) {
      run(seed, kind);
    }
  }

  @Test
  void theSeedsReachEveryRefusalAndEveryEvent() {
    Set<Object> seen = new HashSet<>();
    for (RoomKind kind : EnumSet.complementOf(EnumSet.of(RoomKind.AUDIT))) {
      for (long seed = 0; seed < 50; seed++) {
        seen.addAll(run(seed, kind));
      }
    }

    // The walk can't reach these: they take more users or messages than it has, a store, or another
    // policy.
    Set<Rejection> elsewhere =
        EnumSet.of(
            Rejection.TOO_MANY_MEMBERS,
            Rejection.LIST_FULL,
            Rejection.TOO_MANY_PINS,
            Rejection.NO_LONGER_KEPT,
            Rejection.ADMINISTRATOR_NEEDED,
            Rejection.SERVER_ONLY,
            Rejection.DISK_FULL,
            Rejection.DATA_DAMAGED);
    assertThat(seen).containsAll(EnumSet.complementOf(EnumSet.copyOf(elsewhere)));
    assertThat(seen).containsAll(recordedEvents()).contains(Author.NONE);
  }

  /// All kinds of events except those that are never appended.
  private static List<Class<?>> recordedEvents() {
    return List.of(
        RoomEvent.Posted.class,
        RoomEvent.Edited.class,
        RoomEvent.Deleted.class,
        RoomEvent.ReactionAdded.class,
        RoomEvent.ReactionRemoved.class,
        RoomEvent.Pinned.class,
        RoomEvent.Unpinned.class,
        RoomEvent.Created.class,
        RoomEvent.DirectOpened.class,
        RoomEvent.Renamed.class,
        RoomEvent.TopicChanged.class,
        RoomEvent.RetentionChanged.class,
        RoomEvent.SlowModeChanged.class,
        RoomEvent.Joined.class,
        RoomEvent.Left.class,
        RoomEvent.Kicked.class,
        RoomEvent.Banned.class,
        RoomEvent.Unbanned.class,
        RoomEvent.Muted.class,
        RoomEvent.Unmuted.class,
        RoomEvent.RoleChanged.class);
  }

  /// A random walk: users run random commands in one room, and invariants are checked after each.
  private static final class Walk {
    private static final int STEPS = 200;
    private static final long STEP_MS = 500;

    /// The folded name that a public room must have for guests.
    private static final String OPEN_TO_GUESTS = "chat";

    private static final RoomPolicy POLICY =
        new RoomPolicy(
            RoomFixture.TEXT_BYTES_MAX,
            RoomCreation.ACCOUNTS,
            GuestRooms.named(Set.of(OPEN_TO_GUESTS)));

    private record Sent(Author author, UUID messageId) {}

    private final Random random;
    private final RandomCommands commands;
    private final RoomKind kind;
    private final RoomId id;
    private final Room room;
    private final Journal journal = MemoryStore.create(1).journal();
    private final List<LogEntry> log = new ArrayList<>();
    private final Set<UUID> present = new HashSet<>();
    private final Map<Sent, Long> seqs = new HashMap<>();
    private final List<RoomSnapshot> snapshots = new ArrayList<>();
    private long atMs = RoomFixture.AT;
    private final Set<Object> seen = new HashSet<>();

    private Walk(long seed, RoomKind kind) {
      this.kind = kind;
      random = new Random(seed);
      commands = new RandomCommands(random);
      id = kind == RoomKind.LOBBY ? RoomId.LOBBY : new RoomId("7g2k");
      room = new Room(RoomSnapshot.empty(id), POLICY);
    }

    /// @return the classes of recorded events and the reasons of refusals that occurred
    static Set<Object> run(long seed, RoomKind kind) {
      Walk walk = new Walk(seed, kind);
      walk.walk();
      return walk.seen;
    }

    private void walk() {
      takeAName();
      keepSnapshot();
      if (kind != RoomKind.LOBBY) {
        step(commands.attempt(kind));
        step(commands.make(kind));
      }
      for (int i = 0; i < STEPS; i++) {
        atMs += STEP_MS;
        endMeasures();
        step(commands.next(room.head()));
        checkRoom();
        if (random.nextInt(20) == 0) {
          checkReplays();
          keepSnapshot();
        }
      }
      checkReplays();
      checkRepetitions();
    }

    private void takeAName() {
      RoomEvent other =
          new RoomEvent.Created(
              RoomFixture.OWNER, atMs, RoomKind.PUBLIC, RoomFixture.name("Taken"), "");
      append(new RoomId("other"), 0, other);
    }

    private void append(RoomId where, long head, RoomEvent event) {
      assertThat(journal.append(List.of(new Journal.Batch(where, head, List.of(event)))))
          .isEqualTo(new Journal.AppendResult.Stored());
    }

    private void keepSnapshot() {
      snapshots.add(room.snapshot());
    }

    private void step(Command command) {
      RoomSnapshot before = room.snapshot();
      Decision decision = decide(command);
      assertThat(room.snapshot()).as("after deciding %s", command).isEqualTo(before);
      switch (decision) {
        case Decision.Accepted(List<RoomEvent> events) -> events.forEach(this::take);
        case Decision.Repeated(long seq) -> {
          Command.Post post = (Command.Post) command;
          UUID messageId = Objects.requireNonNull(post.messageId());
          assertThat(seq).as("%s", command).isEqualTo(seqs.get(new Sent(post.author(), messageId)));
        }
        case Decision.Rejected(Rejection reason, _, _) -> seen.add(reason);
        case Decision.Unchanged _ -> {}
      }
      checkSecrecy(command, decision, before);
    }

    /// As each turn does first.
    private void endMeasures() {
      if (decide(new Command.EndMeasures()) instanceof Decision.Accepted(List<RoomEvent> events)) {
        events.forEach(this::take);
        seen.add(Author.NONE);
      }
      assertThat(Stream.concat(room.bans().stream(), room.mutes().stream()))
          .as("measures whose end has come")
          .noneMatch(measure -> measure.isDue(atMs));
    }

    private Decision decide(Command command) {
      return room.decide(TestJournal.lookUp(journal, id, List.of(command)).getFirst(), atMs);
    }

    private void take(RoomEvent event) {
      append(id, room.head(), event);
      LogEntry entry = new LogEntry(room.head() + 1, event);
      room.apply(entry);
      log.add(entry);
      seen.add(event.getClass());
      present.addAll(event.arrived());
      if (event.departed() != null) {
        present.remove(event.departed());
      }
      if (event instanceof RoomEvent.Posted posted && posted.messageId() != null) {
        assertThat(seqs.put(new Sent(posted.author(), posted.messageId()), entry.seq()))
            .as("an earlier seq of %s", posted)
            .isNull();
      }
    }

    /// A user who can't read a private room must not learn that it exists, nor a guest of a public
    /// room that is not open to guests, except from the outcome of his own repeated messages.
    private void checkSecrecy(Command command, Decision decision, RoomSnapshot before) {
      UUID user = command.author().user();
      boolean isOutsider =
          before.members().stream().noneMatch(member -> member.person().user().equals(user));
      boolean isPrivate = before.kind() == RoomKind.PRIVATE || before.kind() == RoomKind.DIRECT;
      boolean isClosedToGuest =
          before.kind() == RoomKind.PUBLIC
              && command.author().standing() == Standing.GUEST
              && !isOpenToGuests(before.name());
      boolean isOwnMessage =
          command instanceof Command.Post post
              && post.messageId() != null
              && seqs.containsKey(new Sent(post.author(), post.messageId()));
      if ((isPrivate || isClosedToGuest) && isOutsider && !isOwnMessage) {
        assertThat(decision)
            .as("%s", command)
            .isEqualTo(new Decision.Rejected(Rejection.NO_SUCH_ROOM));
      }
    }

    private static boolean isOpenToGuests(@Nullable RoomName name) {
      return name != null && name.folded().equals(OPEN_TO_GUESTS);
    }

    private void checkRoom() {
      assertThat(room.kind()).isEqualTo(kind);
      assertThat(room.head()).isEqualTo(log.size());
      assertThat(membersOf(room)).isEqualTo(present);
      checkReaders();
      switch (kind) {
        case LOBBY -> assertThat(present).isEmpty();
        case DIRECT -> assertThat(present).hasSize(2);
        case PUBLIC, PRIVATE -> checkOwners();
        case AUDIT -> throw new AssertionError("users walk in other rooms");
      }
    }

    private void checkReaders() {
      for (Author author : RandomCommands.PEOPLE) {
        UUID user = author.user();
        boolean mayRead =
            switch (kind) {
              case LOBBY -> true;
              case PUBLIC ->
                  !room.isBanned(user)
                      && (present.contains(user)
                          || author.standing() != Standing.GUEST
                          || isOpenToGuests(room.name()));
              case PRIVATE, DIRECT -> present.contains(user);
              case AUDIT -> author.standing() == Standing.ADMINISTRATOR;
            };
        assertThat(room.isReadableBy(user, author.standing()))
            .as("%s may read", author.name())
            .isEqualTo(mayRead);
        assertThat(room.isBanned(user) && present.contains(user))
            .as("%s is both banned and in", author.name())
            .isFalse();
      }
    }

    private void checkOwners() {
      boolean hasAccount = false;
      boolean hasOwner = false;
      for (Member member : room.members()) {
        boolean isGuest = member.person().standing() == Standing.GUEST;
        assertThat(isGuest && member.role() != Role.MEMBER).as("%s has a role", member).isFalse();
        hasAccount |= !isGuest;
        hasOwner |= member.role() == Role.OWNER;
      }
      assertThat(hasOwner).as("has an owner").isEqualTo(hasAccount);
    }

    private static Set<UUID> membersOf(Room room) {
      return room.members().stream()
          .map(member -> member.person().user())
          .collect(Collectors.toSet());
    }

    /// The room's state follows from its log, from the start or from any snapshot.
    private void checkReplays() {
      for (RoomSnapshot snapshot : snapshots) {
        Room replayed = new Room(snapshot);
        log.subList((int) snapshot.head(), log.size()).forEach(replayed::apply);
        assertThat(replayed.snapshot())
            .as("replayed from %d", snapshot.head())
            .isEqualTo(room.snapshot());
      }
    }

    /// A repeated message has the seq of the recorded one, whatever happened since.
    private void checkRepetitions() {
      seqs.forEach((sent, seq) -> {
        RoomEvent.Posted posted = (RoomEvent.Posted) log.get(seq.intValue() - 1).event();
        Command again =
            new Command.Post(
                sent.author(), sent.messageId(), posted.text(), posted.replyTo(), List.of());
        assertThat(decide(again)).as("%s", again).isEqualTo(new Decision.Repeated(seq));
      });
    }
  }
}
