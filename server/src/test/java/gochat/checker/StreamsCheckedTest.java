package gochat.checker;

import static gochat.checker.Invariant.BOUNDED;
import static gochat.checker.Invariant.HEAD_REACHED;
import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.MEMBERS_ONLY;
import static gochat.checker.Invariant.NO_PHANTOM;
import static gochat.checker.Invariant.NO_PROBLEM;
import static gochat.checker.Invariant.REMOVED_IS_GONE;
import static gochat.checker.Trace.happened;
import static gochat.checker.Trace.post;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.Event.Posted;
import gochat.checker.History.Removal;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.ReadPage;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Whisper;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Gap;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.Removed;
import gochat.checker.Stream.Reset;
import gochat.checker.Stream.Unfollowed;
import gochat.checker.Stream.Whispered;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The checker finds what is wrong with what streams bring, and with how far they come.
class StreamsCheckedTest {
  private final Trace trace = new Trace();

  @Test
  void aMessageThatAStreamDoesNotBringIsFound() {
    trace.resumed.remove(2);
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aMessageThatAStreamBringsTwiceIsFound() {
    trace.resumed.add(2, trace.resumed.get(1));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void messagesThatAStreamBringsInAnotherOrderAreFound() {
    trace.resumed.add(1, trace.resumed.remove(2));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aStreamThatGoesOnElsewhereThanAtItsCursorIsFound() {
    trace.resumed.set(0, new Followed(301, "lobby", 1, 3, 6));
    trace.resumed.remove(1);
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aGapThatIsAnnouncedIsNone() {
    trace.resumed.set(1, new Gap(302, "lobby", 3, 3));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aGapThatLeavesOutMoreThanWasAskedForIsFound() {
    trace.resumed.set(1, new Gap(302, "lobby", 3, 4));
    trace.resumed.remove(2);
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aGapThatWasNotAskedForIsFound() {
    trace.bobs.set(4, new Gap(15, "lobby", 1, 1));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void removedEventsThatAreAnnouncedAreNoGap() {
    trace.removals.add(new Removal("lobby", 3, 290));
    trace.resumed.set(1, new Removed(302, "lobby", 1, 3));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aRemovalThatNeverWasIsFound() {
    trace.resumed.set(1, new Removed(302, "lobby", 1, 3));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aRemovalThatDoesNotBeginWithTheLogIsFound() {
    trace.removals.add(new Removal("lobby", 3, 290));
    trace.resumed.set(1, new Removed(302, "lobby", 3, 3));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aRemovedEventThatALaterStreamBringsIsFound() {
    trace.removals.add(new Removal("lobby", 3, 290));
    assertThat(trace.violated()).containsExactly(REMOVED_IS_GONE);
  }

  @Test
  void aRemovedMessageOnALaterPageIsFound() {
    trace.removals.add(new Removal("lobby", 1, 215));
    assertThat(trace.violated()).containsExactly(REMOVED_IS_GONE);
  }

  @Test
  void aRoomThatIsFollowedFromTheMiddleWithoutACursorIsFound() {
    trace.phones.set(0, new Followed(220, "lobby", 1, 5, 6));
    trace.phones.add(1, happened(221, trace.lobby, 6));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aRoomThatBeginsWhereItsUserJoinedIsFine() {
    trace.resumed.add(1, new Followed(301, "den", 1, 1, 5));
    for (int seq = 2; seq <= 5; seq++) {
      trace.resumed.add(seq, happened(302, trace.den, seq));
    }
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aRoomThatBeginsBehindTheFirstMessageToANewMemberIsFound() {
    trace.resumed.add(1, new Followed(301, "den", 1, 5, 5));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientThatLostItsConnectionBehindTheDepartureGoesOnThereOnceItsUserIsBack() {
    trace.comesBackToTheDen(4);
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aRoomThatGoesOnElsewhereThanAtTheDepartureIsFound() {
    trace.comesBackToTheDen(5);
    assertThat(trace.violated()).contains(IN_SEQUENCE);
  }

  @Test
  void aStreamThatSaysTooEarlyThatItHasCaughtUpIsFound() {
    trace.resumed.remove(5);
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aRoomThatIsNoLongerFollowedWithoutADepartureIsFound() {
    trace.resumed.add(new Unfollowed(304, "lobby"));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aResetWithoutACursorIsFound() {
    trace.phones.addFirst(new Reset(219, "lobby", 2));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void anotherLogWithoutAResetIsFound() {
    trace.resumed.clear();
    trace.resumed.add(new Followed(301, "lobby", 2, 0, 0));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void anotherLogAfterAResetIsFine() {
    trace.resumed.clear();
    trace.resumed.add(new Reset(301, "lobby", 2));
    trace.resumed.add(new Followed(301, "lobby", 2, 0, 0));
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aMemberThatDoesNotReachTheHeadIsFound() {
    trace.bobs.removeLast();
    assertThat(trace.violated()).containsExactly(HEAD_REACHED);
  }

  @Test
  void aMemberThatReachesTheHeadTooLateIsFound() {
    long tooLate = Trace.HEALED + Trace.REACH_HEAD_MAX + 1;
    trace.bobs.add(happened(tooLate, trace.lobby, 6));
    trace.bobs.remove(trace.bobs.size() - 2);
    assertThat(trace.violated()).containsExactly(HEAD_REACHED);
  }

  @Test
  void anEventThatReachesAKickedUserIsFound() {
    trace.bobs.add(8, happened(95, trace.den, 5));
    assertThat(trace.violated()).containsExactlyInAnyOrder(MEMBERS_ONLY, IN_SEQUENCE);
  }

  @Test
  void anEventThatReachesAUserWhoWasNeverAMemberIsFound() {
    trace.sams.add(new Happened(95, trace.den.getLast()));
    assertThat(trace.violated()).contains(MEMBERS_ONLY);
  }

  @Test
  void aRoomThatIsShownToAUserBeforeTheInvitationIsFound() {
    trace.bobs.set(2, new Followed(2, "den", 1, 1, 2));
    assertThat(trace.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void aPageForAKickedUserIsFound() {
    trace.asks("bob", new ReadPage("den"), 85, 86, new Page(List.of(new Line(3, "secret"))));
    assertThat(trace.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void aPrivateMessageThatReachesAnotherUserIsFound() {
    trace.alices.add(new Whispered(116, "gina", "psst"));
    assertThat(trace.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void aPrivateMessageThatWasNotSentIsFound() {
    trace.bobs.add(new Whispered(116, "gina", "boo"));
    assertThat(trace.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aPrivateMessageThatComesTwiceIsFound() {
    trace.bobs.add(new Whispered(116, "gina", "psst"));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aPrivateMessageThatComesThoughItsSenderWasToldOtherwiseIsFound() {
    trace.answers(new Whisper("lobby", "bob", "psst"), new Refused("NOT_ONLINE"));
    assertThat(trace.violated()).containsExactly(HONEST_OUTCOME);
  }

  @Test
  void privateMessagesInAnotherOrderAreFound() {
    trace.asks("gina", new Whisper("lobby", "bob", "hey"), 121, 122, new Operation.Done());
    trace.bobs.add(9, new Whispered(125, "gina", "hey"));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientThatComesToAnotherServerMayGetPrivateMessagesInAnotherOrderButEachOnce() {
    trace.asks("gina", new Whisper("lobby", "bob", "hey"), 121, 122, new Operation.Done());
    trace.bobs.add(9, new Whispered(125, "gina", "hey"));
    trace.kindOfBobs = Kind.V1_RESUMING;
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);

    trace.isOneServer = false;
    assertThat(trace.violated()).isEmpty();

    trace.bobs.add(new Whispered(126, "gina", "hey"));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatHearsItselfIsFound() {
    trace.sams.add(new Overheard(215, "sam", "hi"));
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatHearsThePastIsFound() {
    trace.sams.addFirst(new Overheard(26, "alice", "one"));
    assertThat(trace.violated()).contains(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatMissesSomethingIsFound() {
    trace.asks("bob", post("lobby", "three"), 240, 241, new Stored(1, 7));
    trace.asks("bob", post("lobby", "four"), 242, 243, new Stored(1, 8));
    trace.log(trace.lobby, "bob", new Posted("id of three", "three"));
    trace.log(trace.lobby, "bob", new Posted("id of four", "four"));
    trace.hearTheRestOfTheLobby();
    trace.sams.remove(1);
    assertThat(trace.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatMissesTheEndIsFound() {
    trace.asks("bob", post("lobby", "three"), 240, 241, new Stored(1, 7));
    trace.log(trace.lobby, "bob", new Posted("id of three", "three"));
    trace.hearTheRestOfTheLobby();
    trace.sams.removeLast();
    assertThat(trace.violated()).containsExactly(HEAD_REACHED);
  }

  @Test
  void aProblemThatAClientRecordedIsFound() {
    trace.problems.add("a stream ended with INTERNAL");
    assertThat(trace.violated()).containsExactly(NO_PROBLEM);
  }

  @Test
  void aServerThatTakesTooMuchMemoryIsFound() {
    trace.residentBytes = Trace.BYTES_MAX + 1;
    assertThat(trace.violated()).containsExactly(BOUNDED);
  }
}
