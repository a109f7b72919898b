package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.journal.TestJournal;
import gochat.room.Author;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Turn;
import gochat.store.RandomRooms;
import gochat.transfer.EventLine;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnFrameTest {
  private static final int ENTRIES_MAX = 32;
  private static final Author ALICE =
      new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.ACCOUNT);

  @Test
  void eventsOfAllKindsAreReadAsTheyWereWritten() {
    TestJournal journal = new TestJournal();
    new RandomRooms(new Random(0), journal.store()).append(1_000);

    for (RoomId room : RandomRooms.ALL) {
      long head = journal.head(room);
      assertThat(head).isPositive();
      for (long after = 0; after < head; after += ENTRIES_MAX) {
        List<LogEntry> page = journal.read(room, after, ENTRIES_MAX, Integer.MAX_VALUE);
        Turn turn = new Turn(room, 7, page.stream().filter(EventLine::has).toList());
        assertThat(TurnFrame.of(turn)).map(TurnFrame::parse).contains(Optional.of(turn));
      }
    }
  }

  @Test
  void aTurnWithAnErasedTextHasNoFrame() {
    LogEntry erased = new LogEntry(1, new RoomEvent.Posted(ALICE, 1, null, "text")).redacted();

    assertThat(TurnFrame.of(new Turn(RoomId.LOBBY, 1, List.of(erased)))).isEmpty();
  }

  @Test
  void aTurnOfManyEventsHasNoFrame() {
    LogEntry entry = turn("text").entries().getFirst();

    assertThat(TurnFrame.of(new Turn(RoomId.LOBBY, 1, Collections.nCopies(ENTRIES_MAX, entry))))
        .isPresent();
    assertThat(TurnFrame.of(new Turn(RoomId.LOBBY, 1, Collections.nCopies(ENTRIES_MAX + 1, entry))))
        .isEmpty();
  }

  @Test
  void aLongTurnHasNoFrame() {
    assertThat(TurnFrame.of(turn("a".repeat(250 * 1024)))).isPresent();
    assertThat(TurnFrame.of(turn("a".repeat(256 * 1024)))).isEmpty();
  }

  @Test
  void aFrameOfAnotherKindOrOfALaterVersionIsPassedOver() {
    byte[] frame = TurnFrame.of(turn("text")).orElseThrow();

    assertThat(HeadFrame.parse(frame)).isEmpty();
    assertThat(TypingFrame.parse(frame)).isEmpty();
    assertThat(TurnFrame.parse(new HeadFrame(RoomId.LOBBY, 1, 1).bytes())).isEmpty();
    frame[frame.length - 1] = ' ';
    assertThat(TurnFrame.parse(frame)).isEmpty();
  }

  private static Turn turn(String text) {
    return new Turn(
        RoomId.LOBBY, 1, List.of(new LogEntry(1, new RoomEvent.Posted(ALICE, 1, null, text))));
  }
}
