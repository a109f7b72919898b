package gochat.system.checker;

import static gochat.system.checker.Invariant.ORDERLY_STOP;
import static gochat.system.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.system.checker.Invariant.SETTLED;
import static gochat.system.checker.Invariant.TOLD_ONCE;
import static gochat.system.checker.Tale.attempt;
import static gochat.system.checker.Tale.stop;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.system.checker.Operation.MarkRead;
import gochat.system.checker.Operation.Marked;
import gochat.system.checker.Operation.SetAway;
import gochat.system.checker.Operation.Unknown;
import gochat.system.checker.Stream.MarkerFound;
import gochat.system.checker.Stream.MarkerMoved;
import gochat.system.checker.Stream.Presence;
import gochat.system.checker.Stream.PresenceTold;
import org.junit.jupiter.api.Test;

/// The checker finds what is wrong with what stands in no log: read markers and presence; and with
/// how a server stops.
class SignalsCheckedTest {
  private final Tale tale = new Tale();

  @Test
  void aReadMarkerThatGoesBackIsFound() {
    tale.asks("bob", new MarkRead("lobby", 1), 141, 142, new Marked(1));
    assertThat(tale.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerThatGoesBackOnAStreamIsFound() {
    tale.bobs.add(new MarkerMoved(136, "lobby", 1));
    assertThat(tale.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerPastTheHeadIsFound() {
    tale.answers(new MarkRead("lobby", 4), new Marked(7));
    assertThat(tale.violated()).contains(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerPastWhatWasTheHeadIsFound() {
    tale.answers(new MarkRead("lobby", 2), new Marked(3));
    assertThat(tale.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerThatARestartTakesBackIsFound() {
    tale.phones.set(1, new MarkerFound(220, "lobby", 1));
    assertThat(tale.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerThatIsToldTwiceIsFound() {
    tale.phones.add(new MarkerMoved(230, "lobby", 4));
    assertThat(tale.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aReadMarkerThatIsToldThoughItCameWithTheRoomIsFound() {
    tale.phones.add(2, new MarkerMoved(220, "lobby", 2));
    assertThat(tale.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aReadMarkerThatIsToldThoughItWasAnsweredIsFound() {
    tale.bobs.add(new MarkerMoved(230, "lobby", 4));
    assertThat(tale.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aReadMarkerThatAnotherDeviceNeverHearsOfIsFound() {
    tale.phones.removeLast();
    assertThat(tale.violated()).containsExactly(SETTLED);
  }

  @Test
  void aPresenceThatIsToldTwiceIsFound() {
    tale.phones.add(new PresenceTold(227, "pat", Presence.AWAY));
    assertThat(tale.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aPresenceThatIsToldBeforeItHoldsIsFound() {
    tale.phones.set(3, new PresenceTold(223, "pat", Presence.AWAY));
    assertThat(tale.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void ofAPresenceThatChangesFastTheLatestIsEnough() {
    tale.phones.remove(3);
    assertThat(tale.violated()).isEmpty();
  }

  @Test
  void aStreamThatIsNotToldTheTruePresenceIsFound() {
    tale.phones.set(4, new PresenceTold(226, "pat", Presence.ONLINE));
    assertThat(tale.violated()).containsExactly(SETTLED);
  }

  @Test
  void aStreamThatIsToldNoPresenceIsFound() {
    tale.phones.removeIf(PresenceTold.class::isInstance);
    assertThat(tale.violated()).containsExactly(SETTLED);
  }

  @Test
  void aTurnThatWasNotAnsweredCountsForOne() {
    tale.asks("pat", new SetAway(true), 230, Operation.NEVER, new Unknown("no answer"));
    tale.phones.add(new PresenceTold(231, "pat", Presence.AWAY));
    assertThat(tale.violated()).isEmpty();
    tale.phones.add(new PresenceTold(232, "pat", Presence.AWAY));
    assertThat(tale.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aStopThatFailsIsFound() {
    tale.stops.set(0, stop(137));
    assertThat(tale.violated()).containsExactly(ORDERLY_STOP);
  }

  @Test
  void aStopThatTakesTooLongIsFound() {
    tale.stops.set(0, new Stop(240, 240 + Tale.STOP_MAX + 1, 0, stop(0).attempts()));
    assertThat(tale.violated()).containsExactly(ORDERLY_STOP);
  }

  @Test
  void aPortThatGoesOnAcceptingDuringAStopIsFound() {
    tale.stops.set(0, stop(0, attempt(240 + Tale.CLOSE_PORTS_MAX + 1, true)));
    assertThat(tale.violated()).containsExactly(ORDERLY_STOP);
  }

  @Test
  void aPortThatOpensAgainDuringAStopIsFound() {
    tale.stops.set(0, stop(0, attempt(242, true), attempt(240, false)));
    assertThat(tale.violated()).containsExactly(ORDERLY_STOP);
  }
}
