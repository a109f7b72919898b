package gochat.checker;

import static java.util.stream.Collectors.toSet;

import gochat.checker.Event.Arrived;
import gochat.checker.Event.Content;
import gochat.checker.Event.Deleted;
import gochat.checker.Event.Departed;
import gochat.checker.Event.Edited;
import gochat.checker.Event.Posted;
import gochat.checker.Event.Redacted;
import gochat.checker.History.FullDisk;
import gochat.checker.History.Removal;
import gochat.checker.History.Stop;
import gochat.checker.History.Stop.Attempt;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.Edit;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Exit;
import gochat.checker.Operation.Line;
import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.ReadPage;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Operation.SetAway;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Operation.Whisper;
import gochat.checker.Stream.AllCaughtUp;
import gochat.checker.Stream.CaughtUp;
import gochat.checker.Stream.Cursor;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.From;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.MarkerMoved;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.Presence;
import gochat.checker.Stream.PresenceTold;
import gochat.checker.Stream.Unfollowed;
import gochat.checker.Stream.Whispered;
import gochat.checker.Stream.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A short history without a fault, for tests to plant one in it. Alice and Bob chat in the lobby
/// and, until she kicks him, in her den; Gina is a guest, Sam speaks the first contract, and Pat
/// turns away and back. Times are small numbers.
final class Trace {
  static final long HEALED = 250;
  static final long REACH_HEAD_MAX = 100;
  static final long BYTES_MAX = 1_000;
  static final long STOP_MAX = 20;
  static final long CLOSE_PORTS_MAX = 5;

  private static final Wishes RESUMING =
      new Wishes(Map.of("lobby", new Cursor(1, 2)), From.JOINED, 3, Set.of());

  final List<Operation> operations = new ArrayList<>();
  final List<Event> lobby = new ArrayList<>();
  final List<Event> den = new ArrayList<>();
  final List<Frame> alices = new ArrayList<>();
  final List<Frame> bobs = new ArrayList<>();
  final List<Frame> sams = new ArrayList<>();

  /// Those of another stream of Alice's, which resumes behind lobby/2 at 300.
  final List<Frame> resumed = new ArrayList<>();

  /// Those of another stream of Bob's, which begins at 219 and watches Pat.
  final List<Frame> phones = new ArrayList<>();

  final List<Frame> pats = new ArrayList<>();
  final List<Loss> losses = new ArrayList<>();
  final List<Removal> removals = new ArrayList<>();
  final List<FullDisk> fullDisks = new ArrayList<>();
  final List<Stop> stops = new ArrayList<>();

  /// That of the stream alice#1.
  Kind kindOfAlices = Kind.V1;

  Kind kindOfBobs = Kind.V1;
  boolean isOneServer = true;

  final List<String> problems = new ArrayList<>();
  long residentBytes = 900;

  Trace() {
    asks("alice", new Enter("den", "alice"), 1, 2, new Stored(1, 1));
    asks("alice", new Enter("den", "bob"), 3, 4, new Stored(1, 2));
    asks("alice", post("lobby", "one"), 10, 20, new Stored(1, 1));
    asks("bob", post("lobby", "two"), 30, 40, new Stored(1, 2));
    asks("alice", post("den", "secret"), 50, 60, new Stored(1, 3));
    asks("alice", new Exit("den", "bob"), 70, 80, new Stored(1, 4));
    asks("alice", post("den", "alone"), 90, 100, new Stored(1, 5));
    asks("gina", new Whisper("lobby", "bob", "psst"), 110, 120, new Done());
    asks("bob", new MarkRead("lobby", 2), 130, 140, new Marked(2));
    asks("alice", post("lobby", "oops"), 150, 160, new Stored(1, 3));
    asks("pat", new SetAway(true), 161, 162, new Done());
    asks("alice", new Delete("lobby", 3), 170, 180, new Stored(1, 4));
    asks("alice", new Edit("lobby", 1, "won"), 190, 200, new Stored(1, 5));
    asks("sam", new Post("lobby", "", "hi"), 210, Operation.NEVER, new Unknown(""));
    asks("bob", new ReadPage("lobby"), 220, 230, new Page(List.of(line(1, "won"), line(2, "two"))));

    log(lobby, "alice", new Posted("id of one", "one"));
    log(lobby, "bob", new Posted("id of two", "two"));
    log(lobby, "alice", new Redacted(false));
    log(lobby, "alice", new Deleted(3));
    log(lobby, "alice", new Edited(1, "won"));
    log(lobby, "sam", new Posted("", "hi"));
    log(den, "alice", new Arrived(Set.of("alice")));
    log(den, "alice", new Arrived(Set.of("bob")));
    log(den, "alice", new Posted("id of secret", "secret"));
    log(den, "alice", new Departed("bob"));
    log(den, "alice", new Posted("id of alone", "alone"));

    bobs.add(new Followed(6, "lobby", 1, 0, 0));
    bobs.add(new CaughtUp(6, "lobby", 0));
    bobs.add(new Followed(6, "den", 1, 1, 2));
    bobs.add(happened(7, den, 2));
    bobs.add(happened(15, lobby, 1));
    bobs.add(happened(35, lobby, 2));
    bobs.add(happened(55, den, 3));
    bobs.add(happened(75, den, 4));
    bobs.add(new Unfollowed(76, "den"));
    bobs.add(new Whispered(115, "gina", "psst"));
    bobs.add(new MarkerMoved(135, "lobby", 2));
    bobs.add(new Happened(155, event("lobby", 3, "alice", new Posted("id of oops", "oops"))));
    for (int seq = 4; seq <= 6; seq++) {
      bobs.add(happened(215, lobby, seq));
    }
    alices.add(new Followed(6, "lobby", 1, 2, 2));
    alices.add(new Followed(6, "den", 1, 4, 4));
    alices.add(happened(95, den, 5));
    sams.add(new Overheard(155, "alice", "oops"));
    resumed.add(new Followed(301, "lobby", 1, 2, 6));
    for (int seq = 3; seq <= 6; seq++) {
      resumed.add(happened(302, lobby, seq));
      alices.add(happened(216, lobby, seq));
    }
    resumed.add(new CaughtUp(303, "lobby", 6));
    resumed.add(new AllCaughtUp(303));
    pats.add(new Followed(217, "lobby", 1, 6, 6));
    phones.add(new Followed(220, "lobby", 1, 6, 6));
    phones.add(new MarkerFound(220, "lobby", 2));
    phones.add(new PresenceTold(220, "pat", Presence.AWAY));
    asks("pat", new SetAway(false), 221, 222, new Done());
    phones.add(new PresenceTold(223, "pat", Presence.ONLINE));
    asks("pat", new SetAway(true), 224, 225, new Done());
    phones.add(new PresenceTold(226, "pat", Presence.AWAY));
    asks("bob", new MarkRead("lobby", 4), 227, 229, new Marked(4));
    phones.add(new MarkerMoved(228, "lobby", 4));
    stops.add(stop(0, attempt(239, true), attempt(242, false)));
  }

  static Post post(String room, String text) {
    return new Post(room, "id of " + text, text);
  }

  private static Line line(long seq, String text) {
    return new Line(seq, text);
  }

  static Event event(String room, long seq, String author, Content content) {
    return new Event(room, 1, seq, author, content);
  }

  void asks(String user, Request request, long invokedAt, long completedAt, Result result) {
    operations.add(new Operation(user, user + "#1", request, invokedAt, completedAt, result));
  }

  /// Replaces the answer to the request that has this one so far.
  void answers(Request request, Result result) {
    operations.replaceAll(operation ->
        operation.request().equals(request)
            ? new Operation(
                operation.user(),
                operation.stream(),
                request,
                operation.invokedAt(),
                operation.completedAt(),
                result)
            : operation);
  }

  void log(List<Event> log, String author, Content content) {
    log.add(event(log == lobby ? "lobby" : "den", log.size() + 1, author, content));
  }

  /// All streams get the events that were added to the lobby's log.
  void hearTheRestOfTheLobby() {
    for (long seq = 7; seq <= lobby.size(); seq++) {
      alices.add(happened(246, lobby, seq));
      bobs.add(happened(246, lobby, seq));
      phones.add(happened(246, lobby, seq));
      pats.add(happened(246, lobby, seq));
      Event event = lobby.get((int) seq - 1);
      if (event.content() instanceof Posted(_, String text)) {
        sams.add(new Overheard(246, event.author(), text));
      }
    }
  }

  /// Bob's first stream loses its connection before it is told that it no longer follows the den.
  /// He is invited again before it comes back.
  ///
  /// @param from where it follows the den then
  void comesBackToTheDen(long from) {
    asks("alice", new Enter("den", "bob"), 231, 232, new Stored(1, 6));
    log(den, "alice", new Arrived(Set.of("bob")));
    alices.add(happened(233, den, 6));
    bobs.removeIf(Unfollowed.class::isInstance);
    bobs.add(new Followed(234, "den", 1, from, 6));
    for (long seq = from + 1; seq <= 6; seq++) {
      bobs.add(happened(235, den, seq));
    }
    phones.add(new Followed(233, "den", 1, 5, 6));
    phones.add(happened(233, den, 6));
  }

  /// From 240 to 247.
  static Stop stop(int exitCode, Attempt... attempts) {
    return new Stop(240, 247, exitCode, List.of(attempts));
  }

  static Attempt attempt(long startedAt, boolean isAccepted) {
    return new Attempt(1234, startedAt, startedAt + 1, isAccepted);
  }

  static Happened happened(long at, List<Event> log, long seq) {
    return new Happened(at, log.get((int) seq - 1));
  }

  private static Stream stream(
      String id, Kind kind, long openedAt, Set<String> watched, List<Frame> frames) {
    String user = id.substring(0, id.indexOf('#'));
    return new Stream(id, user, kind, openedAt, new Wishes(Map.of(), From.END, 0, watched), frames);
  }

  /// The invariants that it violates.
  Set<Invariant> violated() {
    History history =
        new History(
            operations,
            List.of(
                stream("alice#1", kindOfAlices, 5, Set.of(), alices),
                stream("bob#1", kindOfBobs, 5, Set.of(), bobs),
                stream("sam#1", Kind.SEED, 25, Set.of(), sams),
                stream("pat#1", Kind.V1, 5, Set.of(), pats),
                stream("bob#2", Kind.V1, 219, Set.of("pat"), phones),
                new Stream("alice#2", "alice", Kind.V1, 300, RESUMING, resumed)),
            Map.of("lobby", lobby, "den", den),
            losses,
            removals,
            Set.of("den"),
            fullDisks,
            stops,
            problems,
            new History.End(
                Set.of("alice#1", "bob#1", "sam#1", "pat#1", "bob#2"), HEALED, residentBytes),
            new History.Bounds(REACH_HEAD_MAX, BYTES_MAX, STOP_MAX, CLOSE_PORTS_MAX, isOneServer));
    return history.violations().stream().map(Violation::invariant).collect(toSet());
  }
}
