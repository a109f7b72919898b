package gochat.checker;

import static gochat.checker.Invariant.ORDERLY_STOP;
import static gochat.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.checker.Invariant.SETTLED;
import static gochat.checker.Invariant.TOLD_ONCE;
import static gochat.checker.Trace.attempt;
import static gochat.checker.Trace.stop;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.History.Stop;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.SetAway;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.MarkerMoved;
import gochat.checker.Stream.Presence;
import gochat.checker.Stream.PresenceTold;
import org.junit.jupiter.api.Test;

/// The checker finds what is wrong with what stands in no log: read markers and presence; and with
/// how a server stops.
class SignalsCheckedTest {
  private final Trace trace = new Trace();

  @Test
  void aReadMarkerThatGoesBackIsFound() {
    trace.asks("bob", new MarkRead("lobby", 1), 141, 142, new Marked(1));
    assertThat(trace.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerThatGoesBackOnAStreamIsFound() {
    trace.bobs.add(new MarkerMoved(136, "lobby", 1));
    assertThat(trace.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerPastTheHeadIsFound() {
    trace.answers(new MarkRead("lobby", 4), new Marked(7));
    assertThat(trace.violated()).contains(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerPastWhatWasTheHeadIsFound() {
    trace.answers(new MarkRead("lobby", 2), new Marked(3));
    assertThat(trace.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerThatARestartTakesBackIsFound() {
    trace.phones.set(1, new MarkerFound(220, "lobby", 1));
    assertThat(trace.violated()).containsExactly(RECEIPTS_ADVANCE);
  }

  @Test
  void aReadMarkerThatIsToldTwiceIsFound() {
    trace.phones.add(new MarkerMoved(230, "lobby", 4));
    assertThat(trace.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aReadMarkerThatIsToldThoughItCameWithTheRoomIsFound() {
    trace.phones.add(2, new MarkerMoved(220, "lobby", 2));
    assertThat(trace.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aReadMarkerThatIsToldThoughItWasAnsweredIsFound() {
    trace.bobs.add(new MarkerMoved(230, "lobby", 4));
    assertThat(trace.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aReadMarkerThatAnotherDeviceNeverHearsOfIsFound() {
    trace.phones.removeLast();
    assertThat(trace.violated()).containsExactly(SETTLED);
  }

  @Test
  void aPresenceThatIsToldTwiceIsFound() {
    trace.phones.add(new PresenceTold(227, "pat", Presence.AWAY));
    assertThat(trace.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aPresenceThatIsToldBeforeItHoldsIsFound() {
    trace.phones.set(3, new PresenceTold(223, "pat", Presence.AWAY));
    assertThat(trace.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void theLatestPresenceIsEnoughWhenItChangesFast() {
    trace.phones.remove(3);
    assertThat(trace.violated()).isEmpty();
  }

  @Test
  void aStreamThatIsNotToldTheTruePresenceIsFound() {
    trace.phones.set(4, new PresenceTold(226, "pat", Presence.ONLINE));
    assertThat(trace.violated()).containsExactly(SETTLED);
  }

  @Test
  void aStreamThatIsToldNoPresenceIsFound() {
    trace.phones.removeIf(PresenceTold.class::isInstance);
    assertThat(trace.violated()).containsExactly(SETTLED);
  }

  @Test
  void aTurnThatWasNotAnsweredCountsForOne() {
    trace.asks("pat", new SetAway(true), 230, Operation.NEVER, new Unknown("no answer"));
    trace.phones.add(new PresenceTold(231, "pat", Presence.AWAY));
    assertThat(trace.violated()).isEmpty();
    trace.phones.add(new PresenceTold(232, "pat", Presence.AWAY));
    assertThat(trace.violated()).containsExactly(TOLD_ONCE);
  }

  @Test
  void aStopThatFailsIsFound() {
    trace.stops.set(0, stop(137));
    assertThat(trace.violated()).containsExactly(ORDERLY_STOP);
  }

  @Test
  void aStopThatTakesTooLongIsFound() {
    trace.stops.set(0, new Stop(240, 240 + Trace.STOP_MAX + 1, 0, stop(0).attempts()));
    assertThat(trace.violated()).containsExactly(ORDERLY_STOP);
  }

  @Test
  void aPortThatGoesOnAcceptingDuringAStopIsFound() {
    trace.stops.set(0, stop(0, attempt(240 + Trace.CLOSE_PORTS_MAX + 1, true)));
    assertThat(trace.violated()).containsExactly(ORDERLY_STOP);
  }

  @Test
  void aPortThatOpensAgainDuringAStopIsFound() {
    trace.stops.set(0, stop(0, attempt(242, true), attempt(240, false)));
    assertThat(trace.violated()).containsExactly(ORDERLY_STOP);
  }
}
