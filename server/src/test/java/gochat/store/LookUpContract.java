package gochat.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of [Journal#lookUp]: a journal knows messages, and forgets those that are deleted.
abstract class LookUpContract extends StoreContract.PortContract {
  LookUpContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void commandsWithoutReferencesFindNothing() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "x"), post(ALICE, "a"));
    List<Command> commands = List.of(new Command.Post(ALICE, null, "a"), new Command.Join(BOB));

    assertThat(lookUp(ROOM, commands)).isEqualTo(commands.stream().map(Known::ofNothing).toList());
    assertThat(lookUp(ROOM, List.of())).isEmpty();
  }

  @Test
  void aRepetitionIsFoundWithItsFingerprint() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, "a"), new RoomEvent.Posted(ALICE, AT, id, "b", 1, 1, List.of()));
    reopen();

    assertThat(repetition(ROOM, new Command.Post(ALICE, id, "c")))
        .isEqualTo(new Recorded(2, Command.fingerprint("b", 1)));
  }

  @Test
  void amongManyRepetitionsEachIsFound() {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(50).toList();
    append(ROOM, ids.stream().map(id -> post(ALICE, id, "a")).toArray(RoomEvent[]::new));
    reopen();

    List<Known> expected = new ArrayList<>();
    for (UUID id : ids) {
      Recorded repetition = new Recorded(expected.size() + 1, Command.fingerprint("a", 0));
      expected.add(new Known.OfPost(new Command.Post(ALICE, id, "a"), repetition, null));
    }
    expected.add(30, Known.ofNothing(new Command.Post(ALICE, UUID.randomUUID(), "a")));

    List<Command> commands = expected.stream().map(Known::command).toList();
    assertThat(lookUp(ROOM, commands)).isEqualTo(expected);
  }

  @Test
  void aMessageIdBelongsToItsUserAndRoom() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "a"), post(BOB, id, "b"));
    append(OTHER, post(ALICE, id, "c"));

    assertThat(seqOf(ROOM, ALICE, id)).isEqualTo(1);
    assertThat(seqOf(ROOM, BOB, id)).isEqualTo(2);
    assertThat(seqOf(OTHER, ALICE, id)).isEqualTo(1);
    assertThat(seqOf(OTHER, BOB, id)).isNull();
    assertThat(seqOf(LOBBY, ALICE, id)).isNull();
    assertThat(seqOf(ROOM, ALICE, UUID.randomUUID())).isNull();
  }

  private @Nullable Long seqOf(RoomId room, Author author, UUID messageId) {
    Recorded found = repetition(room, new Command.Post(author, messageId, ""));
    return found == null ? null : found.seq();
  }

  private @Nullable Recorded repetition(RoomId room, Command.Post post) {
    return ((Known.OfPost) lookUp(room, post)).repetition();
  }

  @Test
  void answersComeInTheOrderOfTheCommands() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    append(ROOM, post(ALICE, first, "a"), post(BOB, second, "b"));

    Command.Post again = new Command.Post(ALICE, first, "");
    Command.Post bobsAgain = new Command.Post(BOB, second, "");
    Command.Delete delete = new Command.Delete(ALICE, 2);
    List<Known> expected =
        List.of(
            new Known.OfPost(bobsAgain, new Recorded(2, Command.fingerprint("b", 0)), null),
            Known.ofNothing(new Command.Post(BOB, null, "")),
            new Known.OfMessage(delete, new Target(BOB.person(), 0, false)),
            new Known.OfPost(again, new Recorded(1, Command.fingerprint("a", 0)), null));

    List<Command> commands = expected.stream().map(Known::command).toList();
    assertThat(lookUp(ROOM, commands)).isEqualTo(expected);
  }

  @Test
  void aTargetIsFoundByEveryCommandThatRefersToIt() {
    append(ROOM, post(ALICE, "root"), reply(BOB, "reply", 1));
    append(OTHER, post(CAROL, "other"));
    Target root = new Target(ALICE.person(), 0, false);
    Target reply = new Target(BOB.person(), 1, false);

    Command.Post toRoot = new Command.Post(ALICE, null, "", 1, List.of());
    Command.Post toReply = new Command.Post(ALICE, null, "", 2, List.of());
    Command.Edit edit = new Command.Edit(ALICE, 1, "", List.of());
    Command.Delete delete = new Command.Delete(ALICE, 2);
    Command.React react = new Command.React(ALICE, 2, "x", true);

    assertThat(lookUp(ROOM, toRoot)).isEqualTo(new Known.OfPost(toRoot, null, root));
    assertThat(lookUp(ROOM, toReply)).isEqualTo(new Known.OfPost(toReply, null, reply));
    assertThat(lookUp(ROOM, edit)).isEqualTo(new Known.OfMessage(edit, root));
    assertThat(lookUp(ROOM, delete)).isEqualTo(new Known.OfMessage(delete, reply));
    assertThat(lookUp(ROOM, react)).isEqualTo(new Known.OfReaction(react, reply, false));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -1, 0, 2, 3, 1L << 40, (1L << 40) + 1, (1L << 41) + 1, 1L << 62})
  void anEventThatIsNoMessageIsNoTarget(long seq) {
    append(ROOM, post(ALICE, "a"), created(ALICE, RoomKind.PUBLIC, "x"));
    append(OTHER, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"));

    Command delete = new Command.Delete(ALICE, seq);
    Command react = new Command.React(ALICE, seq, "x", true);
    RoomId none = new RoomId("none");

    assertThat(lookUp(ROOM, delete)).isEqualTo(Known.ofNothing(delete));
    assertThat(lookUp(none, delete)).isEqualTo(Known.ofNothing(delete));
    assertThat(lookUp(ROOM, react)).isEqualTo(Known.ofNothing(react));
  }

  @Test
  void aReactionIsKnownWhileItStands() {
    append(ROOM, post(ALICE, "a"), react(BOB, 1, "+"), react(CAROL, 1, "-"));

    assertThat(isGiven(BOB, "+")).isTrue();
    assertThat(isGiven(BOB, "-")).isFalse();
    assertThat(isGiven(ALICE, "+")).isFalse();

    append(ROOM, unreact(BOB, 1, "+"));
    assertThat(isGiven(BOB, "+")).isFalse();
    assertThat(isGiven(CAROL, "-")).isTrue();
  }

  private boolean isGiven(Author author, String reaction) {
    Known known = lookUp(ROOM, new Command.React(author, 1, reaction, true));
    return ((Known.OfReaction) known).isGiven();
  }

  @Test
  void aNameIsTakenByAnotherPublicRoom() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Name"));
    append(OTHER, created(ALICE, RoomKind.PRIVATE, "Private"));
    RoomId fresh = new RoomId("fresh");

    assertThat(isTaken(fresh, "NAME")).isTrue();
    assertThat(isTaken(fresh, "private")).isFalse();
    assertThat(isTaken(fresh, "another")).isFalse();
    assertThat(isTaken(lookUp(ROOM, new Command.Rename(ALICE, name("name"))))).isFalse();
    assertThat(isTaken(lookUp(OTHER, new Command.Rename(ALICE, name("name"))))).isTrue();

    append(ROOM, new RoomEvent.Renamed(ALICE, AT, name("another")));
    assertThat(isTaken(fresh, "name")).isFalse();
    assertThat(isTaken(fresh, "another")).isTrue();
  }

  private boolean isTaken(RoomId room, String name) {
    Command create = new Command.Create(BOB, RoomKind.PUBLIC, name(name), "");
    return isTaken(lookUp(room, create));
  }

  private static boolean isTaken(Known known) {
    return ((Known.OfName) known).isTaken();
  }

  @Test
  void aNameIsTakenByAPublicRoomWhoseNameLooksLikeIt() {
    String cyrillic = "h\u043eme";
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "home"));
    RoomId fresh = new RoomId("fresh");

    assertThat(isTaken(fresh, cyrillic)).isTrue();
    assertThat(
            journal()
                .append(
                    List.of(new Batch(OTHER, 0, List.of(created(BOB, RoomKind.PUBLIC, cyrillic))))))
        .isEqualTo(new AppendResult.Conflict(Set.of(OTHER)));
    append(OTHER, created(BOB, RoomKind.PRIVATE, cyrillic));
    assertThat(isTaken(fresh, "home")).isTrue();

    append(ROOM, new RoomEvent.Renamed(ALICE, AT, name("house")));
    assertThat(isTaken(fresh, cyrillic)).isFalse();
  }

  @Test
  void aDeletedMessageAndItsEditsAreServedWithoutTheirTexts() {
    append(
        ROOM,
        mentioning(ALICE, "first", BOB),
        post(ALICE, "other"),
        edit(ALICE, 1, "second", CAROL),
        edit(ALICE, 2, "other, edited"),
        edit(ALICE, 1, "third"));
    append(ROOM, delete(BOB, 1));

    assertThat(readAll(ROOM))
        .extracting(LogEntry::event)
        .containsExactly(
            new RoomEvent.Redacted(ALICE, AT, false),
            post(ALICE, "other"),
            new RoomEvent.Redacted(ALICE, AT + 1, false),
            edit(ALICE, 2, "other, edited"),
            new RoomEvent.Redacted(ALICE, AT + 1, false),
            delete(BOB, 1));
  }

  @Test
  void aMessageDeletedByTheAppendThatPostsItIsNeverReadable() {
    append(ROOM, post(ALICE, "a"), edit(ALICE, 1, "b"), delete(ALICE, 1), post(ALICE, "c"));

    assertThat(readAll(ROOM))
        .extracting(LogEntry::event)
        .containsExactly(
            new RoomEvent.Redacted(ALICE, AT, false),
            new RoomEvent.Redacted(ALICE, AT + 1, false),
            delete(ALICE, 1),
            post(ALICE, "c"));
  }

  @Test
  void reactionsToADeletedMessageAreServedWithoutTheirTextsAlsoThoseTakenBack() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), react(BOB, 1, "+"), react(BOB, 2, "+"));
    append(ROOM, unreact(BOB, 1, "+"), react(CAROL, 1, "-"));
    append(ROOM, delete(ALICE, 1));

    assertThat(readAll(ROOM))
        .extracting(LogEntry::event)
        .containsExactly(
            new RoomEvent.Redacted(ALICE, AT, false),
            post(ALICE, "b"),
            new RoomEvent.Redacted(BOB, AT + 3, false),
            react(BOB, 2, "+"),
            new RoomEvent.Redacted(BOB, AT + 4, false),
            new RoomEvent.Redacted(CAROL, AT + 3, false),
            delete(ALICE, 1));
  }

  @Test
  void onlyTheLatestTopicOfARoomIsServed() {
    RoomEvent.Created created = created(ALICE, RoomKind.PUBLIC, "x");
    append(ROOM, created, topic("second"));
    append(OTHER, created(ALICE, RoomKind.PRIVATE, "y"));
    append(ROOM, topic("third"), topic("fourth"), post(ALICE, "a"));

    assertThat(readAll(ROOM))
        .extracting(LogEntry::event)
        .containsExactly(
            new RoomEvent.Created(ALICE, AT, created.kind(), created.name(), ""),
            new RoomEvent.Redacted(ALICE, AT, true),
            new RoomEvent.Redacted(ALICE, AT, true),
            topic("fourth"),
            post(ALICE, "a"));
    assertThat(readAll(OTHER))
        .extracting(LogEntry::event)
        .containsExactly(created(ALICE, RoomKind.PRIVATE, "y"));
    assertThat(load(ROOM).topic()).isEqualTo("fourth");
  }

  private static RoomEvent topic(String topic) {
    return new RoomEvent.TopicChanged(ALICE, AT, topic);
  }

  @Test
  void theIdOfADeletedMessageIsKnownButNotItsContent() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(BOB, "root"));
    append(ROOM, new RoomEvent.Posted(ALICE, AT, id, "reply", 1, 1, List.of()));
    append(ROOM, react(BOB, 2, "+"), delete(ALICE, 2));
    reopen();

    Command.Post again = new Command.Post(ALICE, id, "reply", 1, List.of());
    assertThat(lookUp(ROOM, again))
        .isEqualTo(
            new Known.OfPost(again, new Recorded(2, null), new Target(BOB.person(), 0, false)));
    Command.React takeBack = new Command.React(BOB, 2, "+", false);
    assertThat(lookUp(ROOM, takeBack))
        .isEqualTo(new Known.OfReaction(takeBack, new Target(ALICE.person(), 0, true), false));
  }

  @Test
  void erasedTextsTakeNoBytes() {
    append(ROOM, post(ALICE, "long"), post(ALICE, "ab"), delete(ALICE, 1));

    assertThat(journal().read(ROOM, 0, NO_LIMIT, 2)).hasSize(3);
  }

  @Test
  void roomsAreLookedUpTogetherAsEachByItself() {
    UUID id = UUID.randomUUID();
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "home"), post(ALICE, id, "a"));
    append(LOBBY, post(ALICE, id, "b"), react(BOB, 1, "+"));
    Map<RoomId, List<Command>> commands =
        Map.of(
            ROOM,
            List.of(new Command.Post(ALICE, id, "a"), new Command.Delete(ALICE, 2)),
            OTHER,
            List.of(new Command.Create(BOB, RoomKind.PUBLIC, name("home"), "")),
            LOBBY,
            List.of(new Command.React(BOB, 1, "+", true), new Command.Post(ALICE, id, "b")));

    Map<RoomId, List<Known>> known = journal().lookUp(commands);

    assertThat(known).hasSize(3);
    known.forEach((room, found) ->
        assertThat(found).isEqualTo(lookUp(room, requireNonNull(commands.get(room)))));
    assertThat(journal().lookUp(Map.of())).isEmpty();
  }

  private Known lookUp(RoomId room, Command command) {
    List<Known> known = lookUp(room, List.of(command));
    assertThat(known).hasSize(1);
    return known.getFirst();
  }
}
