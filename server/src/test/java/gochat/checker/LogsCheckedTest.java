package gochat.checker;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.NO_HOLE;
import static gochat.checker.Invariant.NO_PHANTOM;
import static gochat.checker.Invariant.ONE_CONTENT;
import static gochat.checker.Invariant.ONE_POSITION;
import static gochat.checker.Invariant.REAL_TIME;
import static gochat.checker.Invariant.SEEN_IS_STORED;
import static gochat.checker.Invariant.STREAM_ORDER;
import static gochat.checker.Trace.event;
import static gochat.checker.Trace.happened;
import static gochat.checker.Trace.post;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.Event.Content;
import gochat.checker.Event.Deleted;
import gochat.checker.Event.Edited;
import gochat.checker.Event.Other;
import gochat.checker.Event.Posted;
import gochat.checker.Event.Reacted;
import gochat.checker.Event.Redacted;
import gochat.checker.Event.TopicSet;
import gochat.checker.History.FullDisk;
import gochat.checker.History.Removal;
import gochat.checker.Operation.Change;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.NotSent;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.React;
import gochat.checker.Operation.ReadPage;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.SetTopic;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The checker finds what is wrong with logs, answers and pages.
class LogsCheckedTest {
  private final Trace trace = new Trace();

  @Test
  void nothingIsFoundWhereAllIsWell() {
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void anAcknowledgedMessageThatIsMissingIsFound() {
    trace.asks("alice", post("lobby", "lost"), 240, 241, new Stored(1, 7));
    assertThat(trace.violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anAcknowledgedMessageThatStandsElsewhereIsFound() {
    trace.answers(post("den", "alone"), new Stored(1, 3));
    assertThat(trace.violated()).contains(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anAcknowledgementOfAnotherEpochIsFound() {
    trace.answers(post("den", "alone"), new Stored(2, 5));
    assertThat(trace.violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void aMessageThatStandsThereTwiceIsFound() {
    trace.log(trace.den, "alice", new Posted("id of alone", "alone"));
    trace.alices.add(happened(96, trace.den, 6));
    assertThat(trace.violated()).containsExactlyInAnyOrder(ONE_POSITION, HONEST_OUTCOME);
  }

  @Test
  void anIdIsFreeAgainWhenItsMessageIsRemoved() {
    trace.removals.add(new Removal("den", 5, 97));
    trace.log(trace.den, "alice", new Posted("id of alone", "alone"));
    trace.asks("alice", post("den", "alone"), 101, 102, new Stored(1, 6));
    trace.alices.add(happened(103, trace.den, 6));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aRepeatThatIsToldAnotherPositionIsFound() {
    trace.asks("alice", post("den", "alone"), 101, 102, new Stored(1, 6));
    assertThat(trace.violated()).contains(ONE_POSITION);
  }

  @Test
  void aRepeatThatIsRefusedAfterItWasAcknowledgedIsFound() {
    trace.asks("alice", post("den", "alone"), 101, 102, new Refused("NOT_A_MEMBER"));
    assertThat(trace.violated()).containsExactly(ONE_POSITION);
  }

  @Test
  void aRepeatThatNeverLeftIsNoRefusal() {
    trace.asks("alice", post("den", "alone"), 101, 102, new NotSent("closed"));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aHoleInTheLogIsFound() {
    Event last = trace.den.removeLast();
    trace.den.add(event("den", 6, last.author(), last.content()));
    assertThat(trace.violated()).contains(NO_HOLE);
  }

  @Test
  void twoWhoSeeDifferentThingsAtOnePositionAreFound() {
    trace.bobs.set(5, new Happened(35, event("lobby", 2, "bob", new Posted("id of two", "too"))));
    assertThat(trace.violated()).contains(ONE_CONTENT);
  }

  @Test
  void anEmptyNameOfAnErasedAccountIsNoFault() {
    Event named = trace.lobby.get(1);
    trace.lobby.set(1, event("lobby", named.seq(), "", named.content()));
    assertThat(trace.violated()).doesNotContain(ONE_CONTENT);
  }

  @Test
  void anotherNameAndAnotherTextBehindAnEmptyNameAreFound() {
    Event named = trace.lobby.get(1);
    trace.lobby.set(1, event("lobby", named.seq(), "mallory", named.content()));
    assertThat(trace.violated()).contains(ONE_CONTENT);
    trace.lobby.set(1, event("lobby", named.seq(), "", new Posted("another id", "another text")));
    assertThat(trace.violated()).contains(ONE_CONTENT);
  }

  @Test
  void anErasedTextWithoutADeletionIsFound() {
    trace.lobby.set(1, event("lobby", 2, "bob", new Redacted(false)));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTextThatIsStillInTheLogIsFound() {
    trace.lobby.set(2, event("lobby", 3, "alice", new Posted("id of oops", "oops")));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTextThatALaterClientGetsIsFound() {
    trace.resumed.set(
        1, new Happened(302, event("lobby", 3, "alice", new Posted("id of oops", "oops"))));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTextOnALaterPageIsFound() {
    trace.asks("bob", new ReadPage("lobby"), 231, 232, new Page(List.of(new Line(3, "oops"))));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aReactionThatIsErasedWithItsMessageIsNoFault() {
    deleteWithReaction(new Redacted(false));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aReactionThatIsNotErasedWithItsMessageIsFound() {
    deleteWithReaction(new Reacted(3, "+1", true));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedReactionOnALaterPageIsFound() {
    deleteWithReaction(new Redacted(false));
    trace.asks("alice", new ReadPage("den"), 231, 232, new Page(List.of(new Line(3, "+1"))));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aReactionToADeletedMessageIsFound() {
    trace.asks("alice", new React("lobby", 3, "+1", true), 240, 241, new Stored(1, 7));
    trace.log(trace.lobby, "alice", new Reacted(3, "+1", true));
    trace.hearTheRestOfTheLobby();
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aReactionWithoutARequestIsFound() {
    trace.log(trace.den, "alice", new Reacted(3, "+1", true));
    trace.alices.add(happened(96, trace.den, 6));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  /// Alice reacts to a message in her den, and deletes it.
  ///
  /// @param left what the reaction became
  private void deleteWithReaction(Content left) {
    trace.asks("alice", new React("den", 3, "+1", true), 101, 102, new Stored(1, 6));
    trace.asks("alice", new Delete("den", 3), 103, 104, new Stored(1, 7));
    trace.den.set(2, event("den", 3, "alice", new Redacted(false)));
    trace.alices.add(new Happened(102, event("den", 6, "alice", new Reacted(3, "+1", true))));
    trace.log(trace.den, "alice", left);
    trace.log(trace.den, "alice", new Deleted(3));
    trace.alices.add(happened(104, trace.den, 7));
  }

  @Test
  void aTopicThatIsErasedWithTheNextIsNoFault() {
    changeTopic(new Redacted(true), new TopicSet(""));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aTopicThatIsNotErasedWithTheNextIsFound() {
    changeTopic(new TopicSet("old"), new TopicSet(""));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aTopicThatIsErasedThoughItIsTheLastIsFound() {
    changeTopic(new Redacted(true), new Redacted(true));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void aTopicThatIsErasedAsIfItWereAMessageIsFound() {
    changeTopic(new Redacted(false), new TopicSet(""));
    assertThat(trace.violated()).contains(ONE_CONTENT);
  }

  @Test
  void anErasedTopicOnALaterPageIsFound() {
    changeTopic(new Redacted(true), new TopicSet(""));
    trace.asks("alice", new ReadPage("den"), 231, 232, new Page(List.of(new Line(6, "old"))));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  @Test
  void anErasedTopicThatALaterClientGetsIsFound() {
    trace.asks("alice", new SetTopic("lobby", "old"), 240, 241, new Stored(1, 7));
    trace.asks("alice", new SetTopic("lobby", "new"), 242, 243, new Stored(1, 8));
    trace.log(trace.lobby, "alice", new Redacted(true));
    trace.log(trace.lobby, "alice", new TopicSet("new"));
    trace.hearTheRestOfTheLobby();
    assertThat(trace.violated()).isEmpty();
    trace.resumed.add(new Happened(304, event("lobby", 7, "alice", new TopicSet("old"))));
    trace.resumed.add(happened(304, trace.lobby, 8));
    assertThat(trace.violated()).containsExactly(ONE_CONTENT);
  }

  /// Alice sets the topic of her den, and takes it away.
  ///
  /// @param left what the first topic became
  private void changeTopic(Content left, Content last) {
    trace.asks("alice", new SetTopic("den", "old"), 101, 102, new Stored(1, 6));
    trace.asks("alice", new SetTopic("den", ""), 103, 104, new Stored(1, 7));
    trace.alices.add(new Happened(102, event("den", 6, "alice", new TopicSet("old"))));
    trace.log(trace.den, "alice", left);
    trace.log(trace.den, "alice", last);
    trace.alices.add(happened(104, trace.den, 7));
  }

  @Test
  void aMessageThatComesBeforeWhatWasAcknowledgedEarlierIsFound() {
    trace.asks("gina", post("lobby", "late"), 241, 242, new Stored(1, 7));
    trace.asks("bob", post("lobby", "early"), 239, 240, new Stored(1, 8));
    trace.log(trace.lobby, "gina", new Posted("id of late", "late"));
    trace.log(trace.lobby, "bob", new Posted("id of early", "early"));
    trace.hearTheRestOfTheLobby();
    assertThat(trace.violated()).containsExactly(REAL_TIME);
  }

  @Test
  void acknowledgementsOfOneStreamThatAreOutOfOrderAreFound() {
    trace.asks("alice", post("lobby", "first"), 240, 245, new Stored(1, 8));
    trace.asks("alice", post("lobby", "second"), 241, 244, new Stored(1, 7));
    trace.log(trace.lobby, "alice", new Posted("id of second", "second"));
    trace.log(trace.lobby, "alice", new Posted("id of first", "first"));
    trace.hearTheRestOfTheLobby();
    assertThat(trace.violated()).containsExactly(STREAM_ORDER);
  }

  @Test
  void aMessageThatWasRefusedForLackOfSpaceMayBeStoredBehindLaterOnesWhenItsClientRepeatsIt() {
    trace.kindOfAlices = Kind.V1_RESUMING;
    trace.asks("alice", post("lobby", "first"), 240, 245, new Stored(1, 8));
    trace.asks("alice", post("lobby", "second"), 242, 244, new Stored(1, 7));
    trace.log(trace.lobby, "alice", new Posted("id of second", "second"));
    trace.log(trace.lobby, "alice", new Posted("id of first", "first"));
    trace.hearTheRestOfTheLobby();
    trace.fullDisks.add(new FullDisk(230, 239));
    assertThat(trace.violated()).containsExactly(STREAM_ORDER);
    trace.fullDisks.add(new FullDisk(230, 241));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aMessageThatIsRemovedAndRepeatedMayBeStoredBehindLaterOnes() {
    trace.kindOfAlices = Kind.V1_RESUMING;
    trace.asks("alice", post("den", "first"), 100, 108, new Stored(1, 8));
    trace.asks("alice", post("den", "second"), 101, 107, new Stored(1, 7));
    trace.log(trace.den, "alice", new Posted("id of first", "first"));
    trace.log(trace.den, "alice", new Posted("id of second", "second"));
    trace.log(trace.den, "alice", new Posted("id of first", "first"));
    trace.alices.add(happened(102, trace.den, 6));
    trace.alices.add(happened(103, trace.den, 7));
    trace.alices.add(happened(106, trace.den, 8));
    assertThat(trace.violated()).contains(STREAM_ORDER);
    trace.removals.add(new Removal("den", 6, 104));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void changesOfOneStreamThatAreOutOfOrderAreFound() {
    trace.asks("alice", new Change("den", "muted bob"), 240, 245, new Stored(1, 7));
    trace.asks("alice", new Change("den", "unmuted bob"), 241, 244, new Stored(1, 6));
    trace.log(trace.den, "alice", new Other("unmuted bob"));
    trace.log(trace.den, "alice", new Other("muted bob"));
    trace.alices.add(happened(246, trace.den, 6));
    trace.alices.add(happened(246, trace.den, 7));
    assertThat(trace.violated()).containsExactly(STREAM_ORDER);
  }

  @Test
  void aChangeWithoutARequestIsFound() {
    trace.log(trace.den, "alice", new Other("muted bob"));
    trace.alices.add(happened(246, trace.den, 6));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aMessageThatWasRefusedAndAppearsIsFound() {
    trace.answers(post("den", "alone"), new Refused("MUTED"));
    assertThat(trace.violated()).containsExactly(HONEST_OUTCOME);
  }

  @Test
  void anEditThatWasRefusedAndAppearsIsFound() {
    trace.answers(new Edit("lobby", 1, "won"), new Refused("NOT_ALLOWED"));
    assertThat(trace.violated()).contains(HONEST_OUTCOME);
  }

  @Test
  void anUnknownRequestMayAppearOnce() {
    trace.answers(post("den", "alone"), new Unknown("no answer"));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aMessageInTheLogThatWasNotSentIsFound() {
    trace.log(trace.den, "alice", new Posted("id of nothing", "boo"));
    trace.alices.add(happened(96, trace.den, 6));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aDeletionWithoutARequestIsFound() {
    trace.log(trace.den, "alice", new Deleted(3));
    trace.den.set(2, event("den", 3, "alice", new Redacted(false)));
    trace.alices.add(happened(96, trace.den, 6));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aMessageThatIsSeenBeforeItIsSentIsFound() {
    trace.bobs.set(4, happened(9, trace.lobby, 1));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aPageWithATextThatWasNotSentIsFound() {
    trace.asks("bob", new ReadPage("lobby"), 231, 232, new Page(List.of(new Line(1, "boo"))));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aPageOutOfOrderIsFound() {
    trace.asks(
        "bob",
        new ReadPage("lobby"),
        231,
        232,
        new Page(List.of(new Line(2, "two"), new Line(1, "won"))));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aMessageThatAClientGotAndACrashTookBackIsFound() {
    trace.asks("gina", post("lobby", "gone"), 240, Operation.NEVER, new Unknown("no answer"));
    trace.alices.add(
        new Happened(245, event("lobby", 7, "gina", new Posted("id of gone", "gone"))));
    assertThat(trace.violated()).contains(SEEN_IS_STORED);
  }

  @Test
  void anEditThatTakesTheWrongPlaceIsFound() {
    trace.lobby.set(4, event("lobby", 5, "alice", new Edited(2, "won")));
    assertThat(trace.violated()).contains(ACKNOWLEDGED_IS_STORED, NO_PHANTOM);
  }
}
