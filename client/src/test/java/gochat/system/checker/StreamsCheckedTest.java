package gochat.system.checker;

import static gochat.system.checker.Invariant.BOUNDED;
import static gochat.system.checker.Invariant.HEAD_REACHED;
import static gochat.system.checker.Invariant.HONEST_OUTCOME;
import static gochat.system.checker.Invariant.IN_SEQUENCE;
import static gochat.system.checker.Invariant.MEMBERS_ONLY;
import static gochat.system.checker.Invariant.NO_PHANTOM;
import static gochat.system.checker.Tale.happened;
import static gochat.system.checker.Tale.post;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.system.checker.Event.Posted;
import gochat.system.checker.Operation.Line;
import gochat.system.checker.Operation.Page;
import gochat.system.checker.Operation.ReadPage;
import gochat.system.checker.Operation.Refused;
import gochat.system.checker.Operation.Stored;
import gochat.system.checker.Operation.Whisper;
import gochat.system.checker.Stream.Followed;
import gochat.system.checker.Stream.Gap;
import gochat.system.checker.Stream.Happened;
import gochat.system.checker.Stream.Overheard;
import gochat.system.checker.Stream.Reset;
import gochat.system.checker.Stream.Whispered;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The checker finds what is wrong with what streams bring, and with how far they come.
class StreamsCheckedTest {
  private final Tale tale = new Tale();

  @Test
  void aMessageThatAStreamDoesNotBringIsFound() {
    tale.resumed.remove(2);
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aMessageThatAStreamBringsTwiceIsFound() {
    tale.resumed.add(2, tale.resumed.get(1));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void messagesThatAStreamBringsInAnotherOrderAreFound() {
    tale.resumed.add(1, tale.resumed.remove(2));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aStreamThatGoesOnElsewhereThanAtItsCursorIsFound() {
    tale.resumed.set(0, new Followed(301, "lobby", 1, 3));
    tale.resumed.remove(1);
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aGapThatIsAnnouncedIsNone() {
    tale.resumed.set(1, new Gap(302, "lobby", 3, 3));
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void anotherLogWithoutAResetIsFound() {
    tale.resumed.clear();
    tale.resumed.add(new Followed(301, "lobby", 2, 0));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void anotherLogAfterAResetIsFine() {
    tale.resumed.clear();
    tale.resumed.add(new Reset(301, "lobby", 2));
    tale.resumed.add(new Followed(301, "lobby", 2, 0));
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void aMemberThatDoesNotReachTheHeadIsFound() {
    tale.bobs.removeLast();
    assertThat(tale.violated()).containsExactly(HEAD_REACHED);
  }

  @Test
  void aMemberThatReachesTheHeadTooLateIsFound() {
    long tooLate = Tale.HEALED + Tale.REACH_HEAD_MAX + 1;
    tale.bobs.add(happened(tooLate, tale.lobby, 6));
    tale.bobs.remove(tale.bobs.size() - 2);
    assertThat(tale.violated()).containsExactly(HEAD_REACHED);
  }

  @Test
  void anEventThatReachesSomebodyWhoWasKickedIsFound() {
    tale.bobs.add(8, happened(95, tale.den, 5));
    assertThat(tale.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void anEventThatReachesSomebodyWhoWasNeverInIsFound() {
    tale.sams.add(new Happened(95, tale.den.getLast()));
    assertThat(tale.violated()).contains(MEMBERS_ONLY);
  }

  @Test
  void aRoomThatIsShownToSomebodyBeforeHeIsInvitedIsFound() {
    tale.bobs.set(2, new Followed(2, "den", 1, 1));
    assertThat(tale.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void aPageForSomebodyWhoWasKickedIsFound() {
    tale.asks("bob", new ReadPage("den"), 85, 86, new Page(List.of(new Line(3, "secret"))));
    assertThat(tale.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void aPrivateMessageThatReachesSomebodyElseIsFound() {
    tale.alices.add(new Whispered(116, "gina", "psst"));
    assertThat(tale.violated()).containsExactly(MEMBERS_ONLY);
  }

  @Test
  void aPrivateMessageThatNobodySentIsFound() {
    tale.bobs.add(new Whispered(116, "gina", "boo"));
    assertThat(tale.violated()).containsExactly(NO_PHANTOM);
  }

  @Test
  void aPrivateMessageThatComesTwiceIsFound() {
    tale.bobs.add(new Whispered(116, "gina", "psst"));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aPrivateMessageThatComesThoughItsSenderWasToldOtherwiseIsFound() {
    tale.answers(new Whisper("lobby", "bob", "psst"), new Refused("NOT_ONLINE"));
    assertThat(tale.violated()).containsExactly(HONEST_OUTCOME);
  }

  @Test
  void privateMessagesInAnotherOrderAreFound() {
    tale.asks("gina", new Whisper("lobby", "bob", "hey"), 121, 122, new Operation.Done());
    tale.bobs.add(9, new Whispered(125, "gina", "hey"));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatHearsItselfIsFound() {
    tale.sams.add(new Overheard(215, "sam", "hi"));
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatHearsThePastIsFound() {
    tale.sams.addFirst(new Overheard(26, "alice", "one"));
    assertThat(tale.violated()).contains(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatMissesSomethingIsFound() {
    tale.asks("bob", post("lobby", "three"), 240, 241, new Stored(1, 7));
    tale.asks("bob", post("lobby", "four"), 242, 243, new Stored(1, 8));
    tale.log(tale.lobby, "bob", new Posted("id of three", "three"));
    tale.log(tale.lobby, "bob", new Posted("id of four", "four"));
    tale.hearTheRestOfTheLobby();
    tale.sams.remove(1);
    assertThat(tale.violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aClientOfTheFirstContractThatMissesTheEndIsFound() {
    tale.asks("bob", post("lobby", "three"), 240, 241, new Stored(1, 7));
    tale.log(tale.lobby, "bob", new Posted("id of three", "three"));
    tale.hearTheRestOfTheLobby();
    tale.sams.removeLast();
    assertThat(tale.violated()).containsExactly(HEAD_REACHED);
  }

  @Test
  void aServerThatTakesTooMuchMemoryIsFound() {
    tale.residentBytes = Tale.BYTES_MAX + 1;
    assertThat(tale.violated()).containsExactly(BOUNDED);
  }
}
