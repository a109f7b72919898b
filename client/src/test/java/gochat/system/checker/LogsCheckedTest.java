package gochat.system.checker;

import static gochat.system.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.system.checker.Invariant.HONEST_OUTCOME;
import static gochat.system.checker.Invariant.IN_SEQUENCE;
import static gochat.system.checker.Invariant.NO_HOLE;
import static gochat.system.checker.Invariant.NO_PHANTOM;
import static gochat.system.checker.Invariant.ONE_CONTENT;
import static gochat.system.checker.Invariant.ONE_POSITION;
import static gochat.system.checker.Invariant.REAL_TIME;
import static gochat.system.checker.Invariant.SEEN_IS_STORED;
import static gochat.system.checker.Invariant.STREAM_ORDER;
import static gochat.system.checker.Tale.event;
import static gochat.system.checker.Tale.happened;
import static gochat.system.checker.Tale.post;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.system.checker.Event.Content;
import gochat.system.checker.Event.Deleted;
import gochat.system.checker.Event.Edited;
import gochat.system.checker.Event.Posted;
import gochat.system.checker.Event.Reacted;
import gochat.system.checker.Event.Redacted;
import gochat.system.checker.Event.TopicSet;
import gochat.system.checker.Operation.Delete;
import gochat.system.checker.Operation.Edit;
import gochat.system.checker.Operation.Line;
import gochat.system.checker.Operation.NotSent;
import gochat.system.checker.Operation.Page;
import gochat.system.checker.Operation.React;
import gochat.system.checker.Operation.ReadPage;
import gochat.system.checker.Operation.Refused;
import gochat.system.checker.Operation.SetTopic;
import gochat.system.checker.Operation.Stored;
import gochat.system.checker.Operation.Unknown;
import gochat.system.checker.Stream.Happened;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The checker finds what is wrong with logs, answers and pages.
class LogsCheckedTest {
  private final Tale tale = new Tale();

  @Test
  void nothingIsFoundWhereAllIsWell() {
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void anAcknowledgedMessageThatIsMissingIsFound() {
    tale.asks("alice", post("lobby", "lost"), 240, 241, new Stored(1, 7));
    assertThat(tale.violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anAcknowledgedMessageThatStandsElsewhereIsFound() {
    tale.answers(post("den", "alone"), new Stored(1, 3));
    assertThat(tale.violated()).contains(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anAcknowledgementOfAnotherEpochIsFound() {
    tale.answers(post("den", "alone"), new Stored(2, 5));
    assertThat(tale.violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void aMessageThatStandsThereTwiceIsFound() {
    tale.log(tale.den, "alice", new Posted("id of alone", "alone"));
    tale.alices.add(happened(96, tale.den, 6));
    assertThat(tale.violated()).containsExactlyInAnyOrder(ONE_POSITION, HONEST_OUTCOME);
  }

  @Test
  void aRepeatThatIsToldAnotherPositionIsFound() {
    tale.asks("alice", post("den", "alone"), 101, 102, new Stored(1, 6));
    assertThat(tale.violated()).contains(ONE_POSITION);
  }

  @Test
  void aRepeatThatIsRefusedAfterItWasAcknowledgedIsFound() {
    tale.asks("alice", post("den", "alone"), 101, 102, new Refused("NOT_A_MEMBER"));
    assertThat(tale.violated()).containsExactly(ONE_POSITION);
  }

  @Test
  void aRepeatThatNeverLeftIsNoRefusal() {
    tale.asks("alice", post("den", "alone"), 101, 102, new NotSent("closed"));
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void aHoleInTheLogIsFound() {
    Event last = tale.den.removeLast();
    tale.den.add(event("den", 6, last.author(), last.content()));
    assertThat(tale.violated()).contains(NO_HOLE);
  }

  @Test
  void twoWhoSeeDifferentThingsAtOnePositionAreFound() {
    tale.bobs.set(5, new Happened(35, event("lobby", 2, "bob", new Posted("id of two", "too"))));
    assertThat(tale.violated()).contains(ONE_CONTENT);
  }

  @Test
  void aTextThatIsErasedThoughNobodyDeletedItIsFound() {
    tale.lobby.set(1, event("lobby", 2, "bob", new Redacted(false)));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTextThatIsStillInTheLogIsFound() {
    tale.lobby.set(2, event("lobby", 3, "alice", new Posted("id of oops", "oops")));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTextThatSomebodySeesWhoCameLaterIsFound() {
    tale.resumed.set(
        1, new Happened(302, event("lobby", 3, "alice", new Posted("id of oops", "oops"))));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTextOnALaterPageIsFound() {
    tale.asks("bob", new ReadPage("lobby"), 231, 232, new Page(List.of(new Line(3, "oops"))));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aReactionThatIsErasedWithItsMessageIsNoFault() {
    deleteWithReaction(new Redacted(false));
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void aReactionThatIsNotErasedWithItsMessageIsFound() {
    deleteWithReaction(new Reacted(3, "+1", true));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedReactionOnALaterPageIsFound() {
    deleteWithReaction(new Redacted(false));
    tale.asks("alice", new ReadPage("den"), 231, 232, new Page(List.of(new Line(3, "+1"))));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aReactionToADeletedMessageIsFound() {
    tale.asks("alice", new React("lobby", 3, "+1", true), 240, 241, new Stored(1, 7));
    tale.log(tale.lobby, "alice", new Reacted(3, "+1", true));
    tale.hearTheRestOfTheLobby();
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aReactionThatNobodyGaveIsFound() {
    tale.log(tale.den, "alice", new Reacted(3, "+1", true));
    tale.alices.add(happened(96, tale.den, 6));
    assertThat(tale.violated()).containsExactly(NO_PHANTOM);
  }

  /// Alice reacts to a message in her den, and deletes it.
  ///
  /// @param left what the reaction became
  private void deleteWithReaction(Content left) {
    tale.asks("alice", new React("den", 3, "+1", true), 101, 102, new Stored(1, 6));
    tale.asks("alice", new Delete("den", 3), 103, 104, new Stored(1, 7));
    tale.den.set(2, event("den", 3, "alice", new Redacted(false)));
    tale.alices.add(new Happened(102, event("den", 6, "alice", new Reacted(3, "+1", true))));
    tale.log(tale.den, "alice", left);
    tale.log(tale.den, "alice", new Deleted(3));
    tale.alices.add(happened(104, tale.den, 7));
  }

  @Test
  void aTopicThatIsErasedWithTheNextIsNoFault() {
    changeTopic(new Redacted(true), new TopicSet(""));
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void aTopicThatIsNotErasedWithTheNextIsFound() {
    changeTopic(new TopicSet("old"), new TopicSet(""));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aTopicThatIsErasedThoughItIsTheLastIsFound() {
    changeTopic(new Redacted(true), new Redacted(true));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aTopicThatIsErasedAsIfItWereAMessageIsFound() {
    changeTopic(new Redacted(false), new TopicSet(""));
    assertThat(tale.violated()).contains(ONE_CONTENT);
  }

  @Test
  void anErasedTopicOnALaterPageIsFound() {
    changeTopic(new Redacted(true), new TopicSet(""));
    tale.asks("alice", new ReadPage("den"), 231, 232, new Page(List.of(new Line(6, "old"))));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTopicThatSomebodySeesWhoCameLaterIsFound() {
    tale.asks("alice", new SetTopic("lobby", "old"), 240, 241, new Stored(1, 7));
    tale.asks("alice", new SetTopic("lobby", "new"), 242, 243, new Stored(1, 8));
    tale.log(tale.lobby, "alice", new Redacted(true));
    tale.log(tale.lobby, "alice", new TopicSet("new"));
    tale.hearTheRestOfTheLobby();
    assertThat(tale.violated()).isEmpty();
    tale.resumed.add(new Happened(304, event("lobby", 7, "alice", new TopicSet("old"))));
    tale.resumed.add(happened(304, tale.lobby, 8));
    assertThat(tale.violated()).containsExactly(ONE_CONTENT);
  }

  /// Alice sets the topic of her den, and takes it away.
  ///
  /// @param left what the first topic became
  private void changeTopic(Content left, Content last) {
    tale.asks("alice", new SetTopic("den", "old"), 101, 102, new Stored(1, 6));
    tale.asks("alice", new SetTopic("den", ""), 103, 104, new Stored(1, 7));
    tale.alices.add(new Happened(102, event("den", 6, "alice", new TopicSet("old"))));
    tale.log(tale.den, "alice", left);
    tale.log(tale.den, "alice", last);
    tale.alices.add(happened(104, tale.den, 7));
  }

  @Test
  void aMessageThatComesBeforeWhatWasAcknowledgedEarlierIsFound() {
    tale.asks("gina", post("lobby", "late"), 241, 242, new Stored(1, 7));
    tale.asks("bob", post("lobby", "early"), 239, 240, new Stored(1, 8));
    tale.log(tale.lobby, "gina", new Posted("id of late", "late"));
    tale.log(tale.lobby, "bob", new Posted("id of early", "early"));
    tale.hearTheRestOfTheLobby();
    assertThat(tale.violated()).containsExactly(REAL_TIME);
  }

  @Test
  void acknowledgementsOfOneStreamThatAreOutOfOrderAreFound() {
    tale.asks("alice", post("lobby", "first"), 240, 245, new Stored(1, 8));
    tale.asks("alice", post("lobby", "second"), 241, 244, new Stored(1, 7));
    tale.log(tale.lobby, "alice", new Posted("id of second", "second"));
    tale.log(tale.lobby, "alice", new Posted("id of first", "first"));
    tale.hearTheRestOfTheLobby();
    assertThat(tale.violated()).containsExactly(STREAM_ORDER);
  }

  @Test
  void aMessageThatWasRefusedAndAppearsIsFound() {
    tale.answers(post("den", "alone"), new Refused("MUTED"));
    assertThat(tale.violated()).containsExactly(HONEST_OUTCOME);
  }

  @Test
  void anEditThatWasRefusedAndAppearsIsFound() {
    tale.answers(new Edit("lobby", 1, "won"), new Refused("NOT_ALLOWED"));
    assertThat(tale.violated()).contains(HONEST_OUTCOME);
  }

  @Test
  void whatIsUnknownMayAppearOnce() {
    tale.answers(post("den", "alone"), new Unknown("no answer"));
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void aMessageInTheLogThatNobodySentIsFound() {
    tale.log(tale.den, "alice", new Posted("id of nothing", "boo"));
    tale.alices.add(happened(96, tale.den, 6));
    assertThat(tale.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aDeletionThatNobodyAskedForIsFound() {
    tale.log(tale.den, "alice", new Deleted(3));
    tale.den.set(2, event("den", 3, "alice", new Redacted(false)));
    tale.alices.add(happened(96, tale.den, 6));
    assertThat(tale.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aMessageThatIsSeenBeforeItIsSentIsFound() {
    tale.bobs.set(4, happened(9, tale.lobby, 1));
    assertThat(tale.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aPageWithATextThatNobodySentIsFound() {
    tale.asks("bob", new ReadPage("lobby"), 231, 232, new Page(List.of(new Line(1, "boo"))));
    assertThat(tale.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aPageOutOfOrderIsFound() {
    tale.asks(
        "bob",
        new ReadPage("lobby"),
        231,
        232,
        new Page(List.of(new Line(2, "two"), new Line(1, "won"))));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aMessageThatSomebodySawAndACrashTookBackIsFound() {
    tale.asks("gina", post("lobby", "gone"), 240, Operation.NEVER, new Unknown("no answer"));
    tale.alices.add(new Happened(245, event("lobby", 7, "gina", new Posted("id of gone", "gone"))));
    assertThat(tale.violated()).contains(SEEN_IS_STORED);
  }

  @Test
  void anEditThatTakesTheWrongPlaceIsFound() {
    tale.lobby.set(4, event("lobby", 5, "alice", new Edited(2, "won")));
    assertThat(tale.violated()).contains(ACKNOWLEDGED_IS_STORED, NO_PHANTOM);
  }
}
