package gochat.journal;

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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [Journal] knows of messages, and forgets when they are deleted.
public abstract class LookUpContract extends BackendContract {
  @Test
  void whatRefersToNothingFindsNothing() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "x"), post(ALICE, "a"));
    List<Command> commands =
        List.of(
            new Command.Post(ALICE, null, "a"),
            new Command.Join(BOB),
            new Command.Whisper(ALICE, "Bob", "a"));

    assertThat(journal().lookUp(ROOM, commands))
        .containsExactly(Known.NOTHING, Known.NOTHING, Known.NOTHING);
    assertThat(journal().lookUp(ROOM, List.of())).isEmpty();
  }

  @Test
  void aRepetitionIsFoundWithItsFingerprint() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, "a"), new RoomEvent.Posted(ALICE, AT, id, "b", 1, 1, List.of()));
    reopen();

    assertThat(lookUp(ROOM, new Command.Post(ALICE, id, "c")).repetition())
        .isEqualTo(new Recorded(2, Command.fingerprint("b", 1)));
  }

  @Test
  void amongManyRepetitionsEachIsFound() {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(50).toList();
    append(ROOM, ids.stream().map(id -> post(ALICE, id, "a")).toArray(RoomEvent[]::new));
    reopen();

    List<Command> commands = new ArrayList<>();
    ids.forEach(id -> commands.add(new Command.Post(ALICE, id, "a")));
    commands.add(30, new Command.Post(ALICE, UUID.randomUUID(), "a"));
    List<@Nullable Recorded> expected = new ArrayList<>();
    for (long seq = 1; seq <= ids.size(); seq++) {
      expected.add(new Recorded(seq, Command.fingerprint("a", 0)));
    }
    expected.add(30, null);

    assertThat(journal().lookUp(ROOM, commands)).extracting(Known::repetition).isEqualTo(expected);
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
    Recorded found = lookUp(room, new Command.Post(author, messageId, "")).repetition();
    return found == null ? null : found.seq();
  }

  @Test
  void answersComeInTheOrderOfTheCommands() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    append(ROOM, post(ALICE, first, "a"), post(BOB, second, "b"));

    List<Known> known =
        journal()
            .lookUp(
                ROOM,
                List.of(
                    new Command.Post(BOB, second, ""),
                    new Command.Post(BOB, null, ""),
                    new Command.Delete(ALICE, 2),
                    new Command.Post(ALICE, first, "")));

    assertThat(known)
        .containsExactly(
            new Known(new Recorded(2, Command.fingerprint("b", 0)), null, false, null),
            Known.NOTHING,
            new Known(null, new Target(BOB.user(), 0, false), false, null),
            new Known(new Recorded(1, Command.fingerprint("a", 0)), null, false, null));
  }

  @Test
  void aTargetIsFoundByEveryCommandThatRefersToIt() {
    append(ROOM, post(ALICE, "root"), reply(BOB, "reply", 1));
    append(OTHER, post(CAROL, "other"));
    Target root = new Target(ALICE.user(), 0, false);
    Target reply = new Target(BOB.user(), 1, false);

    assertThat(lookUp(ROOM, new Command.Post(ALICE, null, "", 1, List.of())).target())
        .isEqualTo(root);
    assertThat(lookUp(ROOM, new Command.Post(ALICE, null, "", 2, List.of())).target())
        .isEqualTo(reply);
    assertThat(lookUp(ROOM, new Command.Edit(ALICE, 1, "", List.of())).target()).isEqualTo(root);
    assertThat(lookUp(ROOM, new Command.Delete(ALICE, 2)).target()).isEqualTo(reply);
    assertThat(lookUp(ROOM, new Command.React(ALICE, 2, "x", true)).target()).isEqualTo(reply);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -1, 0, 2, 3, 1L << 40, (1L << 40) + 1, (1L << 41) + 1, 1L << 62})
  void whatIsNoMessageIsNoTarget(long seq) {
    append(ROOM, post(ALICE, "a"), created(ALICE, RoomKind.PUBLIC, "x"));
    append(OTHER, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"));

    assertThat(lookUp(ROOM, new Command.Delete(ALICE, seq)).target()).isNull();
    assertThat(lookUp(new RoomId("none"), new Command.Delete(ALICE, seq)).target()).isNull();
    assertThat(lookUp(ROOM, new Command.React(ALICE, seq, "x", true)))
        .isEqualTo(new Known(null, null, false, null));
  }

  @Test
  void aReactionIsKnownWhileItStands() {
    append(ROOM, post(ALICE, "a"), react(BOB, 1, "+"), react(CAROL, 1, "-"));

    assertThat(hasReacted(BOB, "+")).isTrue();
    assertThat(hasReacted(BOB, "-")).isFalse();
    assertThat(hasReacted(ALICE, "+")).isFalse();

    append(ROOM, unreact(BOB, 1, "+"));
    assertThat(hasReacted(BOB, "+")).isFalse();
    assertThat(hasReacted(CAROL, "-")).isTrue();
  }

  private boolean hasReacted(Author author, String reaction) {
    return lookUp(ROOM, new Command.React(author, 1, reaction, true)).hasReacted();
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
    return requireNonNull(known.name(), "about the name").isTaken();
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
        .isEqualTo(AppendResult.CONFLICT);
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
    assertThat(journal().load(ROOM).topic()).isEqualTo("fourth");
  }

  private static RoomEvent topic(String topic) {
    return new RoomEvent.TopicChanged(ALICE, AT, topic);
  }

  @Test
  void ofADeletedMessageTheIdIsStillKnownButNotItsContent() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(BOB, "root"));
    append(ROOM, new RoomEvent.Posted(ALICE, AT, id, "reply", 1, 1, List.of()));
    append(ROOM, react(BOB, 2, "+"), delete(ALICE, 2));
    reopen();

    assertThat(lookUp(ROOM, new Command.Post(ALICE, id, "reply", 1, List.of())))
        .isEqualTo(new Known(new Recorded(2, null), new Target(BOB.user(), 0, false), false, null));
    assertThat(lookUp(ROOM, new Command.React(BOB, 2, "+", false)))
        .isEqualTo(new Known(null, new Target(ALICE.user(), 0, true), false, null));
  }

  @Test
  void erasedTextsTakeNoBytes() {
    append(ROOM, post(ALICE, "long"), post(ALICE, "ab"), delete(ALICE, 1));

    assertThat(journal().read(ROOM, 0, NO_LIMIT, 2)).hasSize(3);
  }

  private Known lookUp(RoomId room, Command command) {
    List<Known> known = journal().lookUp(room, List.of(command));
    assertThat(known).hasSize(1);
    return known.getFirst();
  }
}
