package gochat.terminal.chat;

import static gochat.terminal.chat.ServerEvents.ALICE;
import static gochat.terminal.chat.ServerEvents.BOB;
import static gochat.terminal.chat.ServerEvents.connected;
import static gochat.terminal.chat.ServerEvents.deleted;
import static gochat.terminal.chat.ServerEvents.edited;
import static gochat.terminal.chat.ServerEvents.event;
import static gochat.terminal.chat.ServerEvents.followed;
import static gochat.terminal.chat.ServerEvents.happened;
import static gochat.terminal.chat.ServerEvents.mentioning;
import static gochat.terminal.chat.ServerEvents.page;
import static gochat.terminal.chat.ServerEvents.reacted;
import static gochat.terminal.chat.ServerEvents.room;
import static gochat.terminal.chat.ServerEvents.said;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.ConnectionProblem;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Outcome;
import gochat.v1.GapReason;
import gochat.v1.Redacted;
import gochat.v1.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatModelTest {
  private static final long NOW = 2_000_000_000_000L;

  private final ChatModel chat = new ChatModel(ALICE);

  @BeforeEach
  void connect() {
    tell(connected());
    tell(followed("lobby", 10));
  }

  private List<Alert> tell(ChatEvent event) {
    return chat.apply(event, NOW);
  }

  private Room lobby() {
    return requireNonNull(chat.room("lobby"));
  }

  private List<String> texts() {
    return chat.timeline().lines().stream()
        .map(line ->
            switch (line) {
              case Line.Message message -> message.text();
              case Line.Outgoing outgoing -> "(" + outgoing.text() + ")";
              case Line.Whisper whisper -> "[" + whisper.text() + "]";
              case Line.Notice notice -> "* " + notice.text();
              case Line.RoomEvent _ -> "→";
            })
        .toList();
  }

  @Test
  void theFirstRoomIsShown() {
    assertThat(requireNonNull(chat.current()).title()).isEqualTo("#lobby");
    assertThat(chat.connection()).isInstanceOf(ConnectionState.Online.class);
  }

  @Test
  void anOwnMessageIsPendingUntilItStandsInTheLog() {
    chat.sending(new Line.Outgoing("id", NOW, "hello", 0, SendStatus.PENDING));
    assertThat(chat.unsentCount()).isEqualTo(1);
    tell(said("lobby", 11, BOB, "before"));
    assertThat(texts()).containsExactly("before", "(hello)");

    tell(said("lobby", 12, ALICE, "hello", "id"));
    chat.settled("id", new Outcome.Stored("lobby", 7, 12, List.of()), "");
    assertThat(texts()).containsExactly("before", "hello");
    assertThat(chat.unsentCount()).isZero();
  }

  @Test
  void aRefusedMessageStaysWithItsReason() {
    chat.sending(new Line.Outgoing("id", NOW, "hello", 0, SendStatus.PENDING));
    chat.settled("id", new Outcome.Refused(Refusal.getDefaultInstance()), "You are muted.");
    assertThat(chat.timeline().lines())
        .containsExactly(
            new Line.Outgoing("id", NOW, "hello", 0, new SendStatus.Failed("You are muted.")));
    assertThat(chat.unsentCount()).isZero();
  }

  @Test
  void aMessageWithoutAnAnswerMayHaveArrived() {
    chat.sending(new Line.Whisper("id", NOW, "Bob", "psst", true, SendStatus.PENDING));
    chat.settled("id", new Outcome.Unknown("the time was up"), "");
    assertThat(chat.timeline().lines())
        .containsExactly(new Line.Whisper("id", NOW, "Bob", "psst", true, SendStatus.UNCERTAIN));
  }

  @Test
  void messagesThatTheServerCountedAreNotCountedAgain() {
    tell(new ChatEvent.RoomFollowed(room("dev", 5, 2, 3), 2));
    for (long seq = 3; seq <= 6; seq++) {
      tell(said("dev", seq, BOB, "text"));
    }
    assertThat(requireNonNull(chat.room("dev")).unread()).isEqualTo(4);
  }

  @Test
  void scrolledBackTheCurrentRoomIsUnreadToo() {
    chat.isAtEnd(false);
    tell(said("lobby", 11, BOB, "below"));
    assertThat(lobby().unread()).isEqualTo(1);
    assertThat(chat.seen()).isEqualTo(-1);
    chat.isAtEnd(true);
    assertThat(chat.seen()).isEqualTo(11);
  }

  @Test
  void aMentionIsAnAlertUnlessItIsOld() {
    assertThat(tell(mentioning("lobby", 11, BOB, "hi @alice!", ALICE)))
        .containsExactly(new Alert("#lobby", "Bob", "hi @alice!"));
    assertThat(tell(mentioning("lobby", 12, ALICE, "@alice", ALICE))).isEmpty();

    tell(new ChatEvent.RoomFollowed(room("dev", 5, 4, 1), 4));
    assertThat(tell(mentioning("dev", 5, BOB, "@alice?", ALICE))).isEmpty();
  }

  @Test
  void mentionsOfAMessageComeFromTheServer() {
    assertThat(tell(said("lobby", 11, BOB, "Alice@example.com and @Alice"))).isEmpty();
    assertThat(tell(mentioning("lobby", 12, BOB, "look", ALICE))).hasSize(1);
  }

  @Test
  void aWhisperIsAnAlert() {
    assertThat(tell(new ChatEvent.PrivateMessage("1", BOB, "psst")))
        .containsExactly(new Alert("", "Bob", "psst"));
    assertThat(texts()).containsExactly("[psst]");
  }

  @Test
  void aWhisperToOneselfIsThereOnceAndNoAlert() {
    chat.sending(new Line.Whisper("id", NOW, "ALICE", "note", true, SendStatus.PENDING));
    assertThat(tell(new ChatEvent.PrivateMessage("2", ALICE, "note"))).isEmpty();
    chat.settled("id", new Outcome.PassedOn(), "");

    assertThat(chat.timeline().lines())
        .containsExactly(new Line.Whisper("", NOW, "Alice", "note", true, SendStatus.SENT));
  }

  @Test
  void aWhisperToOneselfOnAnotherDeviceIsThereToo() {
    assertThat(tell(new ChatEvent.PrivateMessage("3", ALICE, "note"))).isEmpty();

    assertThat(chat.timeline().lines())
        .containsExactly(new Line.Whisper("", NOW, "Alice", "note", true, SendStatus.SENT));
  }

  @Test
  void changesOfMessagesAreShownInPlace() {
    tell(said("lobby", 11, BOB, "one"));
    tell(said("lobby", 12, BOB, "two"));
    tell(edited("lobby", 13, BOB, 11, "one!"));
    tell(reacted("lobby", 14, ALICE, 11));
    tell(reacted("lobby", 15, BOB, 11));
    tell(deleted("lobby", 16, BOB, 12));
    assertThat(texts()).containsExactly("one!", "");
    Line.Message one = requireNonNull(chat.timeline().message(11));
    assertThat(one.isEdited()).isTrue();
    assertThat(one.reactions()).containsExactly(new Reaction("👍", 2, true));
    assertThat(requireNonNull(chat.timeline().message(12)).isDeleted()).isTrue();
  }

  @Test
  void historyIsPlacedBeforePresentLines() {
    tell(said("lobby", 11, BOB, "new"));
    chat.askingForHistory(lobby());
    assertThat(chat.timeline().startSeq()).isEqualTo(11);
    chat.history(lobby(), 11, page(9, 10, 11));
    assertThat(texts()).containsExactly("old 9", "old 10", "new");
    assertThat(chat.timeline().hasEarlier()).isTrue();

    chat.history(lobby(), 9, page(1, 8, 11));
    assertThat(texts()).hasSize(11).startsWith("old 1");
    assertThat(chat.timeline().hasEarlier()).isFalse();
  }

  @Test
  void aPageRequestedBeforeAGapIsNotPlacedBehindIt() {
    chat.askingForHistory(lobby());
    tell(new ChatEvent.Gap("lobby", 7, 11, 50, GapReason.GAP_REASON_CATCH_UP_MAX));
    chat.history(lobby(), 11, page(1, 10, 60));
    assertThat(texts()).isEmpty();
    assertThat(chat.timeline().hasEarlier()).isTrue();
    assertThat(chat.timeline().startSeq()).isEqualTo(51);
  }

  @Test
  void aReactionThatOvertakesThePageIsCountedOnce() {
    chat.askingForHistory(lobby());
    tell(reacted("lobby", 11, BOB, 10));
    tell(reacted("lobby", 12, ALICE, 10));
    // The page was read between the two changes.
    chat.history(lobby(), 11, page(10, 10, 11));
    assertThat(requireNonNull(chat.timeline().message(10)).reactions())
        .containsExactly(new Reaction("👍", 1, true));
    // A change that the page includes comes late.
    chat.apply(reacted("lobby", 11, BOB, 10), NOW);
    assertThat(requireNonNull(chat.timeline().message(10)).reactions())
        .containsExactly(new Reaction("👍", 1, true));
  }

  @Test
  void anOlderLogTakesThePlaceOfTheKnownOne() {
    tell(said("lobby", 11, BOB, "lost"));
    tell(new ChatEvent.Reset("lobby", 8));
    assertThat(texts()).isEmpty();
    tell(said("lobby", 1, BOB, "first"));
    assertThat(texts()).containsExactly("first");
    assertThat(chat.timeline().hasEarlier()).isFalse();
  }

  @Test
  void aReconnectKeepsTheShownLines() {
    tell(said("lobby", 11, BOB, "before"));
    tell(new ChatEvent.Disconnected(new ConnectionProblem(ConnectionProblem.Kind.BROKEN, "")));
    assertThat(chat.connection()).isInstanceOf(ConnectionState.Reconnecting.class);
    tell(connected());
    tell(new ChatEvent.RoomFollowed(room("lobby", 12, 11, 1), 11));
    tell(said("lobby", 12, BOB, "missed"));
    assertThat(texts()).containsExactly("before", "missed");
  }

  @Test
  void anUnsentMessageReturnsToTheLine() {
    chat.sending(new Line.Outgoing("1", NOW, "one", 0, SendStatus.PENDING));
    chat.sending(new Line.Whisper("2", NOW, "Bob", "two", true, SendStatus.PENDING));
    chat.draft(lobby(), new Draft("three", 5));
    assertThat(chat.drafts(false)).containsExactly(Map.entry("lobby", new Draft("three", 5)));
    assertThat(chat.drafts(true))
        .containsExactly(Map.entry("lobby", new Draft("one\n@Bob two\nthree", 18)));
  }

  @Test
  void privateMessagesStayAfterAChangeOfName() {
    tell(new ChatEvent.PrivateMessage("4", BOB, "psst"));
    chat.sending(new Line.Whisper("1", NOW, "Bob", "not sent yet", true, SendStatus.PENDING));

    ChatModel next = new ChatModel(ALICE);
    next.takeOver(chat);
    next.apply(followed("lobby", 10), NOW);

    assertThat(next.timeline().lines())
        .singleElement()
        .isInstanceOfSatisfying(
            Line.Whisper.class, whisper -> assertThat(whisper.text()).isEqualTo("psst"));
  }

  @Test
  void aRoomIsHiddenAndShownWithTheOtherDevices() {
    tell(new ChatEvent.RoomFollowed(room("dev", 5, 2, 3), 2));
    tell(new ChatEvent.RoomHidden("dev", true));
    assertThat(requireNonNull(chat.room("dev")).isHidden()).isTrue();
    tell(new ChatEvent.RoomHidden("dev", false));
    assertThat(requireNonNull(chat.room("dev")).isHidden()).isFalse();
    assertThat(tell(new ChatEvent.RoomHidden("unknown", true))).isEmpty();
  }

  @Test
  void typingEndsByItself() {
    tell(new ChatEvent.Typing("lobby", BOB));
    assertThat(lobby().typing(NOW)).containsExactly("Bob");
    assertThat(lobby().typing(NOW + 6_000)).isEmpty();

    tell(new ChatEvent.Typing("lobby", BOB));
    tell(said("lobby", 11, BOB, "done"));
    assertThat(lobby().typing(NOW)).isEmpty();
  }

  @Test
  void theOldestLinesAreForgottenAndCanBeFetchedAgain() {
    for (long seq = 11; seq < 11 + Timeline.LINES_MAX + 10; seq++) {
      tell(said("lobby", seq, BOB, "text"));
    }
    assertThat(chat.timeline().lines()).hasSizeLessThanOrEqualTo(Timeline.LINES_MAX);
    assertThat(chat.timeline().hasEarlier()).isTrue();
    assertThat(((Line.Logged) chat.timeline().lines().getFirst()).seq())
        .isEqualTo(chat.timeline().startSeq());
  }

  @Test
  void anErasedTopicKeepsTheLineOfItsChange() {
    Redacted topic = Redacted.newBuilder().setWasTopic(true).build();
    tell(happened(event("lobby", 11, BOB).setRedacted(topic)));
    tell(happened(event("lobby", 12, BOB).setRedacted(Redacted.getDefaultInstance())));

    assertThat(texts()).containsExactly("→");
  }
}
