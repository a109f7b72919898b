package gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.History;
import gochat.journal.Journal.AppendResult;
import gochat.journal.Journal.Batch;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How every [Journal] records and reads.
abstract class JournalContract extends StoreContract.PortContract {
  JournalContract(StoreContract backend) {
    super(backend);
  }

  @Test
  void anEmptyRoomHasHeadZeroAndNoEvents() {
    for (RoomId room : List.of(LOBBY, ROOM)) {
      assertThat(journal().head(room)).isZero();
      assertThat(readAll(room)).isEmpty();
    }
  }

  @Test
  void seqsStartAtOneAndHaveNoHoles() {
    append(ROOM, post(ALICE, "a"));
    append(ROOM, post(ALICE, "b"), post(ALICE, "c"));
    append(ROOM, post(ALICE, "d"));

    assertThat(journal().head(ROOM)).isEqualTo(4);
    assertThat(readAll(ROOM)).extracting(LogEntry::seq).containsExactly(1L, 2L, 3L, 4L);
    assertThat(texts(readAll(ROOM))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aLongTurnIsRecordedAsItIs() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Room"));
    List<RoomEvent> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      // The kinds take turns, so each event has fields that the next one lacks.
      events.add(
          switch (i % 7) {
            case 0 -> post(ALICE, UUID.randomUUID(), "with an id " + i);
            case 3 -> reply(BOB, "a reply " + i, 2);
            case 5 -> new RoomEvent.ReactionAdded(BOB, AT + i, 2, "reaction " + i);
            default -> post(BOB, "plain " + i);
          });
    }
    events.set(40, new RoomEvent.TopicChanged(ALICE, AT, "not a message"));
    append(ROOM, events.toArray(RoomEvent[]::new));
    reopen();

    assertThat(readAll(ROOM).stream().skip(1).map(LogEntry::event)).isEqualTo(events);
    assertThat(readAll(ROOM).getLast().seq()).isEqualTo(51);
  }

  @Test
  void roomsAreNumberedEachForItself() {
    AppendResult result =
        journal()
            .append(
                List.of(
                    new Batch(ROOM, 0, List.of(post(ALICE, "a"), post(ALICE, "b"))),
                    new Batch(OTHER, 0, List.of(post(ALICE, "in the other")))));

    assertThat(result).isEqualTo(new AppendResult.Stored());
    assertThat(journal().head(ROOM)).isEqualTo(2);
    assertThat(journal().head(OTHER)).isEqualTo(1);
    assertThat(texts(readAll(OTHER))).containsExactly("in the other");
  }

  @ParameterizedTest(name = "expected head {0} instead of 2")
  @ValueSource(longs = {0, 1, 3, 1_000})
  void anotherHeadThanTheExpectedOneIsAConflict(long expectedHead) {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"));

    assertThat(journal().append(List.of(new Batch(ROOM, expectedHead, List.of(post(ALICE, "c"))))))
        .isEqualTo(conflict(ROOM));
    assertThat(texts(readAll(ROOM))).containsExactly("a", "b");
  }

  @Test
  void aConflictInOneRoomRecordsNothingInAnyRoom() {
    append(ROOM, post(ALICE, "a"));

    RoomEvent create = created(ALICE, RoomKind.PUBLIC, "Other");
    assertThat(
            journal()
                .append(
                    List.of(
                        new Batch(OTHER, 0, List.of(create)),
                        new Batch(ROOM, 0, List.of(post(ALICE, "c"))))))
        .isEqualTo(conflict(ROOM));
    assertThat(journal().head(OTHER)).isZero();
    assertThat(load(OTHER).kind()).isNull();
    assertThat(journal().head(ROOM)).isEqualTo(1);
  }

  @Test
  void aTakenMessageIdIsAConflictAndRecordsNothing() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "first"));

    List<RoomEvent> repeat = List.of(post(BOB, "before"), post(ALICE, id, "first"));
    assertThat(journal().append(List.of(new Batch(ROOM, 1, repeat)))).isEqualTo(conflict(ROOM));
    assertThat(texts(readAll(ROOM))).containsExactly("first");
  }

  @Test
  void aMessageIdTwiceInOneAppendIsAConflict() {
    RoomEvent event = post(ALICE, UUID.randomUUID(), "twice");

    assertThat(journal().append(List.of(new Batch(ROOM, 0, List.of(event, event)))))
        .isEqualTo(conflict(ROOM));
    assertThat(journal().head(ROOM)).isZero();
  }

  @Test
  void appendsGoOnAfterAConflict() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "a"));
    journal().append(List.of(new Batch(ROOM, 0, List.of(post(ALICE, "conflict")))));
    journal().append(List.of(new Batch(ROOM, 1, List.of(post(ALICE, id, "conflict")))));
    append(ROOM, post(ALICE, "b"), post(ALICE, "c"));

    assertThat(readAll(ROOM))
        .extracting(LogEntry::event)
        .containsExactly(post(ALICE, id, "a"), post(ALICE, "b"), post(ALICE, "c"));
  }

  @Test
  void messagesWithoutAnIdMayRepeat() {
    append(ROOM, post(ALICE, "same"), post(ALICE, "same"));
    append(ROOM, post(ALICE, "same"));

    assertThat(journal().head(ROOM)).isEqualTo(3);
  }

  @Test
  void aNameOfAPublicRoomIsTakenOnce() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Name"));

    assertThat(conflicts(OTHER, created(BOB, RoomKind.PUBLIC, "NAME"))).isTrue();
    append(OTHER, created(BOB, RoomKind.PRIVATE, "name"));
    append(OTHER, new RoomEvent.Renamed(BOB, AT, name("name")));

    RoomId third = new RoomId("third");
    append(third, created(BOB, RoomKind.PUBLIC, "third"));
    assertThat(conflicts(third, new RoomEvent.Renamed(BOB, AT, name("name")))).isTrue();

    append(ROOM, new RoomEvent.Renamed(ALICE, AT, name("nAME")));
    append(ROOM, new RoomEvent.Renamed(ALICE, AT, name("free again")));
    append(third, new RoomEvent.Renamed(BOB, AT, name("name")));
  }

  private boolean conflicts(RoomId room, RoomEvent event) {
    return journal()
        .append(List.of(new Batch(room, journal().head(room), List.of(event))))
        .equals(conflict(room));
  }

  private static AppendResult conflict(RoomId... rooms) {
    return new AppendResult.Conflict(Set.of(rooms));
  }

  @Test
  void aConflictNamesAllRoomsThatWereTheReasonAndNoOthers() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, id, "first"));
    append(LOBBY, post(BOB, "in the lobby"));
    RoomId third = new RoomId("third");

    AppendResult result =
        journal()
            .append(
                List.of(
                    new Batch(OTHER, 0, List.of(created(BOB, RoomKind.PUBLIC, "Name"))),
                    new Batch(ROOM, 1, List.of(post(BOB, "before"), post(ALICE, id, "again"))),
                    new Batch(third, 0, List.of(created(ALICE, RoomKind.PUBLIC, "NAME"))),
                    new Batch(LOBBY, 0, List.of(post(BOB, "another head")))));

    assertThat(result).isEqualTo(conflict(ROOM, third, LOBBY));
    assertThat(texts(readAll(ROOM))).containsExactly("first");
    assertThat(readAll(LOBBY)).hasSize(1);
    assertThat(journal().load(List.of(OTHER, third)))
        .isEqualTo(Map.of(OTHER, RoomSnapshot.empty(OTHER), third, RoomSnapshot.empty(third)));
  }

  @Test
  void aNameThatARoomInConflictAskedForIsFreeForTheNext() {
    RoomEvent first = created(ALICE, RoomKind.PUBLIC, "Name");
    RoomEvent twice = post(ALICE, UUID.randomUUID(), "twice");

    AppendResult result =
        journal()
            .append(
                List.of(
                    new Batch(ROOM, 0, List.of(first, twice, twice)),
                    new Batch(OTHER, 0, List.of(created(BOB, RoomKind.PUBLIC, "NAME")))));

    assertThat(result).isEqualTo(conflict(ROOM));
  }

  @Test
  void roomsAreLoadedTogetherAsEachByItself() {
    append(ROOM, created(ALICE, RoomKind.PUBLIC, "Room"), post(ALICE, "a"));
    append(LOBBY, post(BOB, "b"), new RoomEvent.Muted(BOB, AT, ALICE.person()));

    assertThat(journal().load(List.of(ROOM, OTHER, LOBBY)))
        .isEqualTo(Map.of(ROOM, load(ROOM), OTHER, load(OTHER), LOBBY, load(LOBBY)));
    assertThat(journal().load(List.of())).isEmpty();
  }

  @Test
  void readingStartsBehindTheGivenSeqAndKeepsToTheNumberOfEntries() {
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, "c"), post(ALICE, "d"));
    append(OTHER, post(ALICE, "e"));

    assertThat(texts(journal().read(ROOM, 1, 2, NO_LIMIT))).containsExactly("b", "c");
    assertThat(texts(journal().read(ROOM, 3, 2, NO_LIMIT))).containsExactly("d");
    assertThat(journal().read(ROOM, 4, 2, NO_LIMIT)).isEmpty();
    assertThat(journal().read(ROOM, Long.MAX_VALUE, 2, NO_LIMIT)).isEmpty();
  }

  @Test
  void readingKeepsToTheBytesOfUtf8ButTheFirstIsAlwaysThere() {
    append(ROOM, post(ALICE, "你好"), post(ALICE, "你好"), post(ALICE, "你好"));

    assertThat(journal().read(ROOM, 0, NO_LIMIT, 18)).hasSize(3);
    assertThat(journal().read(ROOM, 0, NO_LIMIT, 17)).hasSize(2);
    assertThat(journal().read(ROOM, 0, NO_LIMIT, 12)).hasSize(2);
    assertThat(journal().read(ROOM, 0, NO_LIMIT, 11)).hasSize(1);
    assertThat(journal().read(ROOM, 0, NO_LIMIT, 1)).hasSize(1);
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
    RoomEvent topic = new RoomEvent.TopicChanged(ALICE, AT, text);
    append(ROOM, post(ALICE, text), react(BOB, 1, text), edit(ALICE, 1, text), topic);

    reopen();

    assertThat(readAll(ROOM))
        .extracting(LogEntry::event)
        .containsExactly(post(ALICE, text), react(BOB, 1, text), edit(ALICE, 1, text), topic);
    assertThat(load(ROOM).topic()).isEqualTo(text);
    assertThat(history().page(ROOM, new History.Anchor.End(), 10, NO_LIMIT, BOB.user()).entries())
        .first()
        .extracting(History.Shown::reactions)
        .isEqualTo(List.of(new History.ReactionCount(text, 1, true)));
  }

  @Test
  void aTextOf64KibIsKept() {
    String text = "好".repeat(21_845) + "!";
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(65_536);

    append(ROOM, post(ALICE, text));

    assertThat(texts(readAll(ROOM))).containsExactly(text);
  }

  @Test
  void reopeningKeepsHeadsEventsAndMessageIds() {
    UUID id = UUID.randomUUID();
    append(ROOM, post(ALICE, "a"), post(ALICE, "b"), post(ALICE, id, "c"));
    List<LogEntry> before = readAll(ROOM);

    reopen();

    assertThat(journal().head(ROOM)).isEqualTo(3);
    assertThat(readAll(ROOM)).isEqualTo(before);
    assertThat(conflicts(ROOM, post(ALICE, id, "again"))).isTrue();
    append(ROOM, post(ALICE, "d"));
  }

  @Test
  void laterAppendsDoNotChangeAListThatWasRead() {
    append(ROOM, post(ALICE, "a"));
    List<LogEntry> before = readAll(ROOM);
    append(ROOM, post(ALICE, "b"), delete(ALICE, 1));

    assertThat(texts(before)).containsExactly("a");
  }

  @Test
  void theEpochStaysAsLongAsTheLogsDo() {
    long epoch = journal().epoch();
    assertThat(epoch).isPositive();
    reopen();
    assertThat(journal().epoch()).isEqualTo(epoch);
  }

  private static List<String> texts(List<LogEntry> entries) {
    return entries.stream()
        .map(LogEntry::event)
        .flatMap(
            event -> event instanceof RoomEvent.Text text ? Stream.of(text.text()) : Stream.empty())
        .toList();
  }
}
