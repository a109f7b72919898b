package gochat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.journal.Journal.MessageKey;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Journal] keeps.
public abstract class JournalContract {
  private static final RoomId ROOM = RoomId.LOBBY;
  private static final RoomId OTHER = new RoomId("other");
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private static final Author ALICE = author("Alice");
  private static final Author BOB = author("Bob");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Journal journal;

  /// An empty journal.
  protected abstract Journal create();

  /// What a later run of the server finds of `journal`. A journal that survives nothing returns it
  /// as it is.
  protected Journal reopen(Journal journal) {
    return journal;
  }

  @BeforeEach
  void createJournal() {
    journal = create();
  }

  @Test
  void anEmptyRoomHasHeadZeroAndNoEvents() {
    assertThat(journal.head(ROOM)).isZero();
    assertThat(journal.read(ROOM, 0, NO_LIMIT, NO_LIMIT)).isEmpty();
    assertThat(journal.recorded(ROOM, List.of(new MessageKey(ALICE.user(), UUID.randomUUID()))))
        .isEmpty();
  }

  @Test
  void seqsStartAtOneAndHaveNoHoles() {
    append(0, "a");
    append(1, "b", "c");
    append(3, "d");

    assertThat(journal.head(ROOM)).isEqualTo(4);
    assertThat(readAll(ROOM)).extracting(LogEntry::seq).containsExactly(1L, 2L, 3L, 4L);
    assertThat(texts(readAll(ROOM))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void anEventIsReadAsItWasAppended() {
    RoomEvent withId = new RoomEvent.Posted(ALICE, 1, UUID.randomUUID(), "with an id");
    RoomEvent withoutId = new RoomEvent.Posted(BOB, 2, null, "without");

    journal.append(List.of(new Batch(ROOM, 0, List.of(withId, withoutId))));

    assertThat(readAll(ROOM)).containsExactly(new LogEntry(1, withId), new LogEntry(2, withoutId));
  }

  @Test
  void roomsAreNumberedEachForItself() {
    AppendResult result =
        journal.append(
            List.of(
                new Batch(ROOM, 0, posts("a", "b")), new Batch(OTHER, 0, posts("in the other"))));

    assertThat(result).isEqualTo(AppendResult.STORED);
    assertThat(journal.head(ROOM)).isEqualTo(2);
    assertThat(journal.head(OTHER)).isEqualTo(1);
    assertThat(texts(readAll(OTHER))).containsExactly("in the other");
  }

  @ParameterizedTest(name = "expected head {0} instead of 2")
  @ValueSource(longs = {0, 1, 3, 1_000})
  void anotherHeadThanTheExpectedOneIsAConflict(long expectedHead) {
    append(0, "a", "b");

    assertThat(journal.append(List.of(new Batch(ROOM, expectedHead, posts("c")))))
        .isEqualTo(AppendResult.CONFLICT);
    assertThat(texts(readAll(ROOM))).containsExactly("a", "b");
  }

  @Test
  void aConflictInOneRoomRecordsNothingInAnyRoom() {
    append(0, "a");

    assertThat(
            journal.append(
                List.of(new Batch(OTHER, 0, posts("b")), new Batch(ROOM, 0, posts("c")))))
        .isEqualTo(AppendResult.CONFLICT);
    assertThat(journal.head(OTHER)).isZero();
    assertThat(journal.head(ROOM)).isEqualTo(1);
  }

  @Test
  void aTakenMessageIdIsAConflictAndRecordsNothing() {
    UUID id = UUID.randomUUID();
    journal.append(List.of(new Batch(ROOM, 0, List.of(post(ALICE, id, "first")))));

    List<RoomEvent> repeat = List.of(post(BOB, null, "before"), post(ALICE, id, "first"));
    assertThat(journal.append(List.of(new Batch(ROOM, 1, repeat))))
        .isEqualTo(AppendResult.CONFLICT);
    assertThat(texts(readAll(ROOM))).containsExactly("first");
  }

  @Test
  void aMessageIdTwiceInOneAppendIsAConflict() {
    RoomEvent event = post(ALICE, UUID.randomUUID(), "twice");

    assertThat(journal.append(List.of(new Batch(ROOM, 0, List.of(event, event)))))
        .isEqualTo(AppendResult.CONFLICT);
    assertThat(journal.head(ROOM)).isZero();
  }

  @Test
  void appendsGoOnAfterAConflict() {
    append(0, "a");
    journal.append(List.of(new Batch(ROOM, 0, posts("conflict"))));
    append(1, "b");

    assertThat(texts(readAll(ROOM))).containsExactly("a", "b");
  }

  @Test
  void aMessageIdBelongsToItsUserAndRoom() {
    UUID id = UUID.randomUUID();

    AppendResult result =
        journal.append(
            List.of(
                new Batch(ROOM, 0, List.of(post(ALICE, id, "a"), post(BOB, id, "b"))),
                new Batch(OTHER, 0, List.of(post(ALICE, id, "c")))));

    assertThat(result).isEqualTo(AppendResult.STORED);
    assertThat(journal.recorded(ROOM, List.of(key(ALICE, id), key(BOB, id))))
        .containsOnly(
            Map.entry(key(ALICE, id), new Recorded(1, Command.fingerprint("a"))),
            Map.entry(key(BOB, id), new Recorded(2, Command.fingerprint("b"))));
    assertThat(journal.recorded(OTHER, List.of(key(ALICE, id), key(BOB, id))))
        .containsOnly(Map.entry(key(ALICE, id), new Recorded(1, Command.fingerprint("c"))));
  }

  @Test
  void messagesWithoutAnIdMayRepeat() {
    append(0, "same", "same");
    append(2, "same");

    assertThat(journal.head(ROOM)).isEqualTo(3);
  }

  @Test
  void onlyTheKeysThatTheLogHoldsAreFound() {
    UUID known = UUID.randomUUID();
    UUID unknown = UUID.randomUUID();
    journal.append(List.of(new Batch(ROOM, 0, List.of(post(ALICE, known, "text")))));

    assertThat(journal.recorded(ROOM, List.of(key(ALICE, known), key(ALICE, unknown))))
        .containsOnlyKeys(key(ALICE, known));
    assertThat(journal.recorded(ROOM, List.of())).isEmpty();
  }

  @Test
  void readingStartsBehindTheGivenSeqAndKeepsToTheNumberOfEntries() {
    append(0, "a", "b", "c", "d");

    assertThat(texts(journal.read(ROOM, 1, 2, NO_LIMIT))).containsExactly("b", "c");
    assertThat(texts(journal.read(ROOM, 3, 2, NO_LIMIT))).containsExactly("d");
    assertThat(journal.read(ROOM, 4, 2, NO_LIMIT)).isEmpty();
    assertThat(journal.read(ROOM, Long.MAX_VALUE, 2, NO_LIMIT)).isEmpty();
  }

  @Test
  void readingKeepsToTheBytesOfUtf8ButTheFirstIsAlwaysThere() {
    append(0, "你好", "你好", "你好");

    assertThat(journal.read(ROOM, 0, NO_LIMIT, 18)).hasSize(3);
    assertThat(journal.read(ROOM, 0, NO_LIMIT, 17)).hasSize(2);
    assertThat(journal.read(ROOM, 0, NO_LIMIT, 12)).hasSize(2);
    assertThat(journal.read(ROOM, 0, NO_LIMIT, 11)).hasSize(1);
    assertThat(journal.read(ROOM, 0, NO_LIMIT, 1)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "你好，世界",
        "👩‍👩‍👧‍👦 \uD83D\uDE00",
        "\u0301 a mark with no letter",
        "e\u0301 is not \u00e9",
        "nul\u0000inside\u0000",
        "\u0000",
        "\r\n\t\u001b[2J\u202e",
        "\uFEFF\uFFFD\uFFFF",
        "'; DROP TABLE event; --"
      })
  void everyUnicodeTextIsKeptByteForByte(String text) {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "张三");
    UUID id = UUID.randomUUID();
    journal.append(List.of(new Batch(ROOM, 0, List.of(post(author, id, text)))));

    journal = reopen(journal);

    assertThat(readAll(ROOM)).containsExactly(new LogEntry(1, post(author, id, text)));
    assertThat(journal.recorded(ROOM, List.of(key(author, id))).get(key(author, id)))
        .isEqualTo(new Recorded(1, Command.fingerprint(text)));
  }

  @Test
  void aTextOf64KibIsKept() {
    String text = "好".repeat(21_845) + "!";
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(65_536);

    append(0, text);

    assertThat(texts(readAll(ROOM))).containsExactly(text);
  }

  @Test
  void reopeningKeepsHeadsEventsAndMessageIds() {
    UUID id = UUID.randomUUID();
    append(0, "a", "b");
    journal.append(List.of(new Batch(ROOM, 2, List.of(post(ALICE, id, "c")))));
    List<LogEntry> before = readAll(ROOM);

    journal = reopen(journal);

    assertThat(journal.head(ROOM)).isEqualTo(3);
    assertThat(readAll(ROOM)).isEqualTo(before);
    assertThat(journal.recorded(ROOM, List.of(key(ALICE, id))))
        .containsOnly(Map.entry(key(ALICE, id), new Recorded(3, Command.fingerprint("c"))));
    assertThat(journal.append(List.of(new Batch(ROOM, 3, List.of(post(ALICE, id, "again"))))))
        .isEqualTo(AppendResult.CONFLICT);
  }

  @Test
  void whatWasReadIsNotChangedByLaterAppends() {
    append(0, "a");
    List<LogEntry> before = readAll(ROOM);
    append(1, "b");

    assertThat(texts(before)).containsExactly("a");
  }

  private void append(long expectedHead, String... texts) {
    assertThat(journal.append(List.of(new Batch(ROOM, expectedHead, posts(texts)))))
        .isEqualTo(AppendResult.STORED);
  }

  private List<LogEntry> readAll(RoomId room) {
    return journal.read(room, 0, NO_LIMIT, NO_LIMIT);
  }

  private static List<RoomEvent> posts(String... texts) {
    List<RoomEvent> events = new ArrayList<>();
    for (String text : texts) {
      events.add(post(ALICE, null, text));
    }
    return events;
  }

  private static RoomEvent post(Author author, @Nullable UUID messageId, String text) {
    return new RoomEvent.Posted(author, 1_790_000_000_000L, messageId, text);
  }

  private static MessageKey key(Author author, UUID messageId) {
    return new MessageKey(author.user(), messageId);
  }

  private static Author author(String name) {
    return new Author(UUID.randomUUID(), UUID.randomUUID(), name);
  }

  private static List<String> texts(List<LogEntry> entries) {
    return entries.stream()
        .map(LogEntry::event)
        .map(event ->
            switch (event) {
              case RoomEvent.Posted posted -> posted.text();
            })
        .toList();
  }
}
