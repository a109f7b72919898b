package gochat.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
  private static final Author ALICE = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice");
  private static final long AT = 1_790_000_000_000L;
  private static final UUID ID = UUID.randomUUID();

  private final Room room = new Room(0, 8);

  @Test
  void aPostBecomesAnEvent() {
    assertThat(room.decide(new Command.Post(ALICE, ID, "hi"), AT, null))
        .isEqualTo(new Decision.Accepted(new RoomEvent.Posted(ALICE, AT, ID, "hi")));
  }

  @Test
  void aWhisperIsPassedOnUnstored() {
    Command.Whisper whisper = new Command.Whisper(ALICE, "Bob", "hi");

    assertThat(room.decide(whisper, AT, null)).isEqualTo(new Decision.Unstored(whisper));
  }

  @Test
  void decidingChangesNothing() {
    room.decide(new Command.Post(ALICE, ID, "hi"), AT, null);

    assertThat(room.head()).isZero();
  }

  @Test
  void theSameIdWithTheSameTextIsARepetition() {
    Recorded earlier = new Recorded(5, Command.fingerprint("hi"));

    assertThat(room.decide(new Command.Post(ALICE, ID, "hi"), AT, earlier))
        .isEqualTo(new Decision.Repeated(5));
  }

  @Test
  void theSameIdWithAnotherTextIsAConflict() {
    Recorded earlier = new Recorded(5, Command.fingerprint("hi"));

    assertThat(room.decide(new Command.Post(ALICE, ID, "ho"), AT, earlier))
        .isEqualTo(new Decision.Rejected(Rejection.MESSAGE_ID_CONFLICT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678", "你好ab", "😀😀", "éééé"})
  void aTextOfExactlyTheLimitIsAllowed(String text) {
    assertThat(room.decide(new Command.Post(ALICE, null, text), AT, null))
        .isInstanceOf(Decision.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789", "你好abc", "😀😀!", "ééééx"})
  void oneByteMoreIsRefused(String text) {
    assertThat(room.decide(new Command.Post(ALICE, null, text), AT, null))
        .isEqualTo(new Decision.Rejected(Rejection.TEXT_TOO_LONG));
    assertThat(room.decide(new Command.Whisper(ALICE, "Bob", text), AT, null))
        .isEqualTo(new Decision.Rejected(Rejection.TEXT_TOO_LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "\u3000"})
  void aBlankTextIsRefused(String text) {
    assertThat(room.decide(new Command.Post(ALICE, null, text), AT, null))
        .isEqualTo(new Decision.Rejected(Rejection.TEXT_BLANK));
  }

  @Test
  void eventsAreAppliedWithoutHoles() {
    RoomEvent event = new RoomEvent.Posted(ALICE, AT, null, "hi");
    room.apply(new LogEntry(1, event));

    assertThat(room.head()).isEqualTo(1);
    assertThatThrownBy(() -> room.apply(new LogEntry(3, event)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seq: 3 (expected: 2)");
  }
}
