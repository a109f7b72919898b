package gochat.room;

import static gochat.room.RoomFixture.AT;
import static gochat.room.RoomFixture.MEMBER;
import static gochat.room.RoomFixture.MODERATOR;
import static gochat.room.RoomFixture.MUTED;
import static gochat.room.RoomFixture.OWNER;
import static gochat.room.RoomFixture.STRANGER;
import static gochat.room.RoomFixture.decide;
import static gochat.room.RoomFixture.known;
import static gochat.room.RoomFixture.messageBy;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import gochat.room.Decision.Accepted;
import gochat.room.Decision.Rejected;
import gochat.room.Decision.Repeated;
import gochat.room.Decision.Unchanged;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {
  private static final UUID ID = UUID.fromString("6c84fb90-12c4-11e1-840d-7b25c5ee775a");

  private final Room room = RoomFixture.of(RoomKind.PRIVATE);

  private static Command.Post post(String text) {
    return new Command.Post(MEMBER, ID, text);
  }

  private static Command.Post reply(long to) {
    return new Command.Post(MEMBER, ID, "hi", to, List.of());
  }

  /// `post` with an id under which another message is recorded.
  private static Known repeated(Command.Post post, Command.Post recorded) {
    return new Known.OfPost(post, new Recorded(5, recorded.fingerprint()), null);
  }

  private static List<UUID> users(int count) {
    return Stream.generate(UUID::randomUUID).limit(count).toList();
  }

  @Test
  void aPostBecomesAnEvent() {
    List<UUID> mentions = List.of(OWNER.user());

    assertThat(decide(room, new Command.Post(MEMBER, ID, "hi", 0, mentions)))
        .isEqualTo(new Accepted(new RoomEvent.Posted(MEMBER, AT, ID, "hi", 0, 0, mentions)));
  }

  @Nested
  class MessagesThatAreNoLongerKept {
    @Test
    void aCommandThatRefersToOneIsRefusedAsSuch() {
      List<Known> commands =
          List.of(
              known(reply(7), Target.REMOVED),
              known(new Command.Edit(MEMBER, 7, "new", List.of()), Target.REMOVED),
              known(new Command.Delete(MEMBER, 7), Target.REMOVED),
              known(new Command.Pin(MODERATOR, 7), Target.REMOVED),
              known(new Command.Unpin(MODERATOR, 7), Target.REMOVED),
              new Known.OfReaction(new Command.React(MEMBER, 7, "+", true), Target.REMOVED, false));

      assertThat(commands)
          .allSatisfy(command ->
              assertThat(decide(room, command)).isEqualTo(new Rejected(Rejection.NO_LONGER_KEPT)));
    }

    @Test
    void itsPinCanStillBeTaken() {
      RoomFixture.apply(room, new RoomEvent.Pinned(MODERATOR, AT, 7));

      assertThat(decide(room, known(new Command.Unpin(MODERATOR, 7), Target.REMOVED)))
          .isEqualTo(new Accepted(new RoomEvent.Unpinned(MODERATOR, AT, 7)));
    }
  }

  @Nested
  class Texts {
    @ParameterizedTest
    @ValueSource(strings = {"12345678", "你好ab", "😀😀", "éééé"})
    void ofExactlyTheLimitAreAllowed(String text) {
      assertThat(decide(room, post(text))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789", "你好abc", "😀😀!", "ééééx"})
    @Holds("message.bytes-max")
    void ofOneByteMoreAreRefused(String text) {
      areRefused(text, Rejection.TEXT_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u3000"})
    void thatAreBlankAreRefused(String text) {
      areRefused(text, Rejection.TEXT_BLANK);
    }

    private void areRefused(String text, Rejection reason) {
      Command edit = new Command.Edit(MEMBER, 1, text, List.of());

      assertThat(decide(room, post(text))).isEqualTo(new Rejected(reason));
      assertThat(decide(room, known(edit, messageBy(MEMBER)))).isEqualTo(new Rejected(reason));
    }

    @Test
    @Holds("message.mentions-max")
    void mayMentionALimitedNumberOfUsers() {
      int max = Command.MENTIONS_MAX;

      assertThat(decide(room, new Command.Post(MEMBER, ID, "hi", 0, users(max))))
          .isInstanceOf(Accepted.class);
      assertThat(decide(room, new Command.Post(MEMBER, ID, "hi", 0, users(max + 1))))
          .isEqualTo(new Rejected(Rejection.TOO_MANY_MENTIONS));
      assertThat(
              decide(
                  room,
                  known(new Command.Edit(MEMBER, 1, "hi", users(max + 1)), messageBy(MEMBER))))
          .isEqualTo(new Rejected(Rejection.TOO_MANY_MENTIONS));
    }
  }

  @Nested
  class Repetitions {
    @Test
    void areAnsweredWithTheFirstOnesSeq() {
      assertThat(decide(room, repeated(post("hi"), post("hi")))).isEqualTo(new Repeated(5));
    }

    @Test
    void withAnotherTextAreConflicts() {
      assertThat(decide(room, repeated(post("ho"), post("hi"))))
          .isEqualTo(new Rejected(Rejection.ID_CONFLICT));
    }

    @Test
    void thatAnswerAnotherMessageAreConflicts() {
      assertThat(decide(room, repeated(post("hi"), reply(1))))
          .isEqualTo(new Rejected(Rejection.ID_CONFLICT));
      assertThat(decide(room, repeated(reply(2), reply(1))))
          .isEqualTo(new Rejected(Rejection.ID_CONFLICT));
    }

    /// A name in the text may have another holder by now.
    @Test
    void mayMentionOthers() {
      Command.Post other = new Command.Post(MEMBER, ID, "hi", 0, users(1));

      assertThat(decide(room, repeated(other, post("hi")))).isEqualTo(new Repeated(5));
    }

    @Test
    void ofADeletedMessageAreNotCompared() {
      Known known = new Known.OfPost(post("who knows"), new Recorded(5, null), null);

      assertThat(decide(room, known)).isEqualTo(new Repeated(5));
    }

    @Test
    void areAnsweredEvenIfTheirAuthorIsMutedOrBanned() {
      Known known = repeated(post("hi"), post("hi"));
      RoomFixture.perform(room, new Command.Mute(OWNER, MEMBER.person()));
      assertThat(decide(room, known)).isEqualTo(new Repeated(5));

      RoomFixture.perform(room, new Command.Ban(OWNER, MEMBER.person()));
      assertThat(decide(room, known)).isEqualTo(new Repeated(5));
      assertThat(decide(room, post("hi"))).isEqualTo(new Rejected(Rejection.NO_SUCH_ROOM));
    }
  }

  @Nested
  class Replies {
    @Test
    void toAMessageBeginAThreadThere() {
      assertThat(decide(room, known(reply(3), new Target(OWNER.person(), 0, false))))
          .isEqualTo(new Accepted(new RoomEvent.Posted(MEMBER, AT, ID, "hi", 3, 3, List.of())));
    }

    @Test
    void toAReplyBelongToItsThread() {
      assertThat(decide(room, known(reply(7), new Target(OWNER.person(), 3, false))))
          .isEqualTo(new Accepted(new RoomEvent.Posted(MEMBER, AT, ID, "hi", 7, 3, List.of())));
    }

    @Test
    void toWhatIsNotThereAreRefused() {
      assertThat(decide(room, reply(7))).isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
      assertThat(decide(room, known(reply(7), new Target(OWNER.person(), 3, true))))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
    }
  }

  @Nested
  class Edits {
    private final Command edit = new Command.Edit(MEMBER, 7, "ho", List.of());

    @Test
    void giveAMessageAnotherText() {
      assertThat(decide(room, known(edit, messageBy(MEMBER))))
          .isEqualTo(new Accepted(new RoomEvent.Edited(MEMBER, AT, 7, "ho", List.of())));
    }

    @Test
    void ofAMissingMessageAreRefused() {
      assertThat(decide(room, edit)).isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
      assertThat(decide(room, known(edit, new Target(MEMBER.person(), 0, true))))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
    }
  }

  @Nested
  class Deletions {
    private final Command delete = new Command.Delete(MODERATOR, 7);

    @Test
    void takeAMessageAway() {
      assertThat(decide(room, known(delete, messageBy(MEMBER))))
          .isEqualTo(new Accepted(new RoomEvent.Deleted(MODERATOR, AT, 7)));
    }

    @Test
    void ofAMissingMessageAreRefused() {
      assertThat(decide(room, delete)).isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
    }

    @Test
    void ofADeletedMessageChangeNothing() {
      assertThat(decide(room, known(delete, new Target(MEMBER.person(), 0, true))))
          .isEqualTo(new Unchanged());
    }

    @Test
    void areAllowedToAFormerMemberWhoCanStillRead() {
      Room open = RoomFixture.of(RoomKind.PUBLIC);

      assertThat(decide(open, known(new Command.Delete(STRANGER, 7), messageBy(STRANGER))))
          .isInstanceOf(Accepted.class);
    }
  }

  @Nested
  class Reactions {
    private static Command.React react(String reaction, boolean isAdded) {
      return new Command.React(MEMBER, 7, reaction, isAdded);
    }

    /// A reaction to an existing message.
    private static Known react(String reaction, boolean isAdded, boolean isGiven) {
      return new Known.OfReaction(react(reaction, isAdded), messageBy(OWNER), isGiven);
    }

    @Test
    void areGivenAndTakenBack() {
      assertThat(decide(room, react("👍", true, false)))
          .isEqualTo(new Accepted(new RoomEvent.ReactionAdded(MEMBER, AT, 7, "👍")));
      assertThat(decide(room, react("👍", false, true)))
          .isEqualTo(new Accepted(new RoomEvent.ReactionRemoved(MEMBER, AT, 7, "👍")));
    }

    @Test
    void areTheSameWithAndWithoutAskingForColour() {
      assertThat(react("❤\uFE0F", true)).isEqualTo(react("❤", true));
      assertThat(decide(room, react("❤\uFE0F", true, false)))
          .isEqualTo(new Accepted(new RoomEvent.ReactionAdded(MEMBER, AT, 7, "❤")));
      assertThat(decide(room, react("\uFE0F", true, false)))
          .isEqualTo(new Rejected(Rejection.REACTION_INVALID));
    }

    @Test
    void givenTwiceOrTakenBackTwiceChangeNothing() {
      assertThat(decide(room, react("👍", true, true))).isEqualTo(new Unchanged());
      assertThat(decide(room, react("👍", false, false))).isEqualTo(new Unchanged());
    }

    @Test
    @Holds("message.reaction-bytes-max")
    void areSoLongAndNoLonger() {
      String longest = "é".repeat(Command.REACTION_BYTES_MAX / 2);

      assertThat(decide(room, react(longest, true, false))).isInstanceOf(Accepted.class);
      assertThat(decide(room, react(longest + "x", true, false)))
          .isEqualTo(new Rejected(Rejection.REACTION_INVALID));
    }

    @Test
    void thatAreBlankAreRefused() {
      assertThat(decide(room, react(" ", true, false)))
          .isEqualTo(new Rejected(Rejection.REACTION_INVALID));
    }

    @Test
    void toWhatIsNotThereAreRefused() {
      Known deleted =
          new Known.OfReaction(react("👍", false), new Target(OWNER.person(), 0, true), true);

      assertThat(decide(room, react("👍", true)))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
      assertThat(decide(room, deleted)).isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
    }
  }

  @Nested
  class Pins {
    private static Known pin(Author author, long message) {
      return known(new Command.Pin(author, message), messageBy(MEMBER));
    }

    private static Known unpin(Author author, long message) {
      return known(new Command.Unpin(author, message), messageBy(MEMBER));
    }

    private void pinned(long message) {
      RoomFixture.apply(room, new RoomEvent.Pinned(MODERATOR, AT, message));
    }

    @Test
    void areSetAndRemoved() {
      assertThat(decide(room, pin(MODERATOR, 7)))
          .isEqualTo(new Accepted(new RoomEvent.Pinned(MODERATOR, AT, 7)));
      pinned(7);
      assertThat(decide(room, unpin(OWNER, 7)))
          .isEqualTo(new Accepted(new RoomEvent.Unpinned(OWNER, AT, 7)));
    }

    @Test
    void setTwiceOrRemovedTwiceChangeNothing() {
      assertThat(decide(room, unpin(MODERATOR, 7))).isEqualTo(new Unchanged());
      pinned(7);
      assertThat(decide(room, pin(OWNER, 7))).isEqualTo(new Unchanged());
    }

    @Test
    void ofAMissingMessageAreRefused() {
      Command pin = new Command.Pin(MODERATOR, 7);

      assertThat(decide(room, pin)).isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
      assertThat(decide(room, known(pin, new Target(MEMBER.person(), 0, true))))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
      assertThat(decide(room, new Command.Unpin(MODERATOR, 7)))
          .isEqualTo(new Rejected(Rejection.NO_SUCH_MESSAGE));
    }

    @Test
    @Holds("room.pins-max")
    void areLimited() {
      for (long message = 1; message <= MessageRules.PINS_MAX; message++) {
        assertThat(decide(room, pin(MODERATOR, message))).isInstanceOf(Accepted.class);
        pinned(message);
      }

      assertThat(decide(room, pin(MODERATOR, 99))).isEqualTo(new Rejected(Rejection.TOO_MANY_PINS));
      assertThat(decide(room, pin(MODERATOR, 1))).isEqualTo(new Unchanged());
      RoomFixture.apply(room, new RoomEvent.Unpinned(MODERATOR, AT, 1));
      assertThat(decide(room, pin(MODERATOR, 99))).isInstanceOf(Accepted.class);
    }

    @Test
    void endWithTheirMessage() {
      pinned(7);
      pinned(8);

      RoomFixture.apply(room, new RoomEvent.Deleted(MEMBER, AT, 7));

      assertThat(room.pinned()).containsExactly(8L);
      assertThat(
              decide(
                  room,
                  known(new Command.Unpin(MODERATOR, 7), new Target(MEMBER.person(), 0, true))))
          .isEqualTo(new Unchanged());
    }
  }

  @Test
  void aMutedUserCanStillDeleteOwnMessages() {
    assertThat(decide(room, new Command.Post(MUTED, ID, "hi")))
        .isEqualTo(new Rejected(Rejection.MUTED, room.mute(MUTED.user())));
    assertThat(decide(room, known(new Command.Delete(MUTED, 7), messageBy(MUTED))))
        .isInstanceOf(Accepted.class);
  }
}
