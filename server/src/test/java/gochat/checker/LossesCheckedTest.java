package gochat.checker;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.NO_PHANTOM;
import static gochat.checker.Invariant.SEEN_IS_STORED;
import static gochat.checker.Trace.post;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.Event.Deleted;
import gochat.checker.Event.Posted;
import gochat.checker.Event.Redacted;
import gochat.checker.History.Bounds;
import gochat.checker.History.End;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Stored;
import gochat.checker.Stream.Cursor;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.From;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.Reset;
import gochat.checker.Stream.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The checker allows a loss to take back what was acknowledged last, and nothing else. Alice has
/// sent "kept" and "lost" when the primary dies at 50. Its standby has only "kept".
class LossesCheckedTest {
  private static final long AT = 50;

  private final List<Operation> operations = new ArrayList<>();
  private final List<Event> lost =
      new ArrayList<>(List.of(event(1, 1, "kept"), event(1, 2, "lost")));
  private final List<Event> next =
      new ArrayList<>(List.of(event(2, 1, "kept"), event(2, 2, "new")));
  private long head = 1;

  /// Those of a client library.
  private final List<Frame> alices = new ArrayList<>();

  /// Those of two connections.
  private final List<Frame> bobs = new ArrayList<>();

  private final List<Frame> bobsNext = new ArrayList<>();

  /// Those of two streams of the first contract.
  private final List<Frame> sams = new ArrayList<>();

  private final List<Frame> samsNext = new ArrayList<>();

  LossesCheckedTest() {
    asks("kept", 10, new Stored(1, 1));
    asks("lost", 30, new Stored(1, 2));
    asks("new", 60, new Stored(2, 2));
    begin(bobs);
    goOn(bobsNext);
    begin(alices);
    goOn(alices);
    sams.add(new Overheard(16, "alice", "kept"));
    sams.add(new Overheard(52, "alice", "lost"));
    samsNext.add(new Overheard(71, "alice", "new"));
  }

  private static Event event(long epoch, long seq, String text) {
    return new Event("lobby", epoch, seq, "alice", new Posted("id of " + text, text));
  }

  private void asks(String text, long invokedAt, Stored stored) {
    operations.add(
        new Operation("alice", "alice#1", post("lobby", text), invokedAt, invokedAt + 5, stored));
  }

  /// Alice sends another text under the id of "kept".
  private void repeats(String text, long invokedAt, Stored stored) {
    operations.add(
        new Operation(
            "alice",
            "alice#1",
            new Post("lobby", "id of kept", text),
            invokedAt,
            invokedAt + 5,
            stored));
  }

  /// Alice has deleted "kept", and the deletion is lost.
  private void deleteKept() {
    Event deletion = new Event("lobby", 1, 3, "alice", new Deleted(1));
    lost.set(0, new Event("lobby", 1, 1, "alice", new Redacted(false)));
    lost.add(deletion);
    alices.add(3, new Happened(51, deletion));
    bobs.add(new Happened(51, deletion));
    operations.add(
        new Operation("alice", "alice#1", new Delete("lobby", 1), 36, 41, new Stored(1, 3)));
  }

  private void begin(List<Frame> frames) {
    frames.add(new Followed(6, "lobby", 1, 0, 0));
    frames.add(new Happened(16, event(1, 1, "kept")));
    // The server that brings it does not know of the loss yet.
    frames.add(new Happened(51, event(1, 2, "lost")));
  }

  private void goOn(List<Frame> frames) {
    frames.add(new Reset(57, "lobby", 2));
    frames.add(new Followed(57, "lobby", 2, 0, 1));
    frames.add(new Happened(58, event(2, 1, "kept")));
    frames.add(new Happened(71, event(2, 2, "new")));
  }

  private Set<Invariant> violated() {
    History history =
        new History(
            operations,
            List.of(
                stream("alice#1", Kind.V1_RESUMING, 5, Map.of(), alices),
                stream("bob#1", Kind.V1, 5, Map.of(), bobs),
                stream("bob#2", Kind.V1, 56, Map.of("lobby", new Cursor(1, 2)), bobsNext),
                stream("sam#1", Kind.SEED, 7, Map.of(), sams),
                stream("sam#2", Kind.SEED, 56, Map.of(), samsNext)),
            Map.of("lobby", next),
            List.of(new Loss(1, Map.of("lobby", lost), Map.of("lobby", head), AT)),
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            new End(Set.of("alice#1", "bob#2", "sam#2"), 80, 0),
            new Bounds(10, 0, 0, 0, false));
    return history.violations().stream().map(Violation::invariant).collect(toSet());
  }

  private static Stream stream(
      String id, Kind kind, long openedAt, Map<String, Cursor> cursors, List<Frame> frames) {
    String user = id.substring(0, id.indexOf('#'));
    return new Stream(
        id, user, kind, openedAt, new Wishes(cursors, From.START, 0, Set.of()), frames);
  }

  @Test
  void nothingIsFoundWhereALossIsTold() {
    assertThat(violated()).isEmpty();
  }

  @Test
  void aLossWithoutANewEpochIsFound() {
    next.set(0, event(1, 1, "kept"));
    next.set(1, event(1, 2, "new"));
    operations.removeLast();
    asks("new", 60, new Stored(1, 2));
    bobsNext.clear();
    bobsNext.add(new Followed(57, "lobby", 1, 2, 2));
    alices.subList(3, 7).clear();
    assertThat(violated()).contains(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anEventThatIsGoneAndWasNotLostIsFound() {
    head = 2;
    assertThat(violated()).contains(SEEN_IS_STORED, ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anAcknowledgedEventThatTheLostLogsDoNotHaveIsFound() {
    asks("nowhere", 40, new Stored(1, 3));
    assertThat(violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anEventThatIsAcknowledgedAfterALossAndGoneIsFound() {
    asks("nowhere", 72, new Stored(2, 3));
    assertThat(violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anEventThatIsLostAndComesBackIsFound() {
    next.add(event(2, 3, "lost"));
    for (List<Frame> frames : List.of(alices, bobsNext)) {
      frames.add(new Happened(73, event(2, 3, "lost")));
    }
    samsNext.add(new Overheard(73, "alice", "lost"));
    assertThat(violated()).contains(HONEST_OUTCOME);
  }

  @Test
  void anEventOfLostLogsThatNobodySentIsFound() {
    bobs.add(new Happened(53, event(1, 3, "phantom")));
    assertThat(violated()).contains(NO_PHANTOM);
  }

  @Test
  void aClientThatIsNotToldOfALossIsFound() {
    bobsNext.removeFirst();
    assertThat(violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aConnectionThatGoesOnOverALossIsFound() {
    bobs.addAll(bobsNext);
    assertThat(violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void aMessageThatAStreamMissesBeforeALossIsFound() {
    bobs.remove(1);
    assertThat(violated()).containsExactly(IN_SEQUENCE);
  }

  @Test
  void anyTextCanBeThatOfADeletedMessageAlsoWhenTheDeletionIsLost() {
    deleteKept();
    repeats("changed", 42, new Stored(1, 1));
    repeats("kept", 43, new Stored(1, 1));
    assertThat(violated()).isEmpty();
  }

  @Test
  void anotherTextUnderAnIdThatIsAcknowledgedBeforeTheDeletionIsFound() {
    deleteKept();
    repeats("changed", 30, new Stored(1, 1));
    assertThat(violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void anotherTextUnderAnIdThatIsAcknowledgedAfterTheLossOfTheDeletionIsFound() {
    deleteKept();
    repeats("changed", 62, new Stored(2, 1));
    assertThat(violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }

  @Test
  void aTextThatIsBackAndNotTheAcknowledgedOneIsFound() {
    deleteKept();
    repeats("changed", 42, new Stored(1, 1));
    Event changed = new Event("lobby", 2, 1, "alice", new Posted("id of kept", "changed"));
    next.set(0, changed);
    alices.set(6, new Happened(58, changed));
    bobsNext.set(2, new Happened(58, changed));
    assertThat(violated()).containsExactly(ACKNOWLEDGED_IS_STORED);
  }
}
