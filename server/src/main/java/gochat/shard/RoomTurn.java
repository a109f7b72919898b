package gochat.shard;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Decision;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Moderation;
import gochat.room.Rejection;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.List;

/// One room's part of a turn: its requests, decisions and answers.
///
/// From [#decide] on, the room's state is ahead of the journal, so that each command meets the
/// results of those before it. When the journal does not record the turn, the state must be
/// discarded.
final class RoomTurn {
  private record Answer(Request.Act act, Outcome outcome) {}

  private final RoomId id;
  private final LiveRoom room;
  private final List<Request.OfRoom> requests;
  private final long atMs;
  private final TurnKnowledge knowledge;
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Follower> newcomers = new ArrayList<>();

  /// The entries that the audit log gets with this turn.
  private final List<Command.Audit> audits = new ArrayList<>();

  private long entriesSinceNanos;

  private RoomTurn(
      RoomId id, LiveRoom room, List<Request.OfRoom> requests, long atMs, TurnKnowledge knowledge) {
    this.id = id;
    this.room = room;
    this.requests = requests;
    this.atMs = atMs;
    this.knowledge = knowledge;
  }

  /// Decides `requests` in order, after the ends of bans and mutes that have come. Followers from a
  /// position have been admitted before.
  ///
  /// @param atMs the time of the turn in Unix milliseconds
  static RoomTurn decide(
      RoomId id, LiveRoom room, List<Request.OfRoom> requests, long atMs, TurnKnowledge knowledge) {
    RoomTurn turn = new RoomTurn(id, room, requests, atMs, knowledge);
    if (requests.stream().anyMatch(Request.Act.class::isInstance)) {
      turn.decide(new Command.EndMeasures());
    }
    for (Request.OfRoom request : requests) {
      switch (request) {
        case Request.Act act -> turn.decide(act);
        case Request.Follow follow when follow.isFromHead() ->
            turn.newcomers.add(follow.follower());
        case Request.Follow _ -> {}
      }
    }
    return turn;
  }

  RoomId id() {
    return id;
  }

  List<Request.OfRoom> requests() {
    return requests;
  }

  LiveRoom room() {
    return room;
  }

  private void decide(Request.Act act) {
    settle(decide(act.command()), act);
  }

  private Decision decide(Command command) {
    Room state = room.state();
    Known known = knowledge.of(command);
    Decision decision = state.decide(known, atMs);
    if (decision instanceof Decision.Accepted(List<RoomEvent> events)) {
      for (RoomEvent event : events) {
        LogEntry entry = new LogEntry(state.head() + 1, event);
        state.apply(entry);
        knowledge.add(entry, known, state.kind());
        entries.add(entry);
      }
      if (command instanceof Command.Moderating) {
        audits.addAll(Moderation.entries(id, state, known, events));
      }
    }
    return decision;
  }

  /// Whether the audit log may get entries with this turn.
  boolean mayBeAudited() {
    return requests.stream().anyMatch(Request::isModerating);
  }

  /// Whether the audit log gets entries with this turn: both are recorded, or none.
  boolean isAudited() {
    return !audits.isEmpty();
  }

  /// Adds the entries about another room's turn to this one of the audit log.
  void addEntries(RoomTurn moderated) {
    for (Command.Audit audit : moderated.audits) {
      Decision _ = decide(audit);
      entriesSinceNanos = moderated.sinceNanos();
    }
  }

  private void settle(Decision decision, Request.Act act) {
    Outcome outcome =
        switch (decision) {
          case Decision.Accepted _ -> new Outcome.Stored(room.state().head());
          case Decision.Repeated(long seq) -> new Outcome.Stored(seq);
          case Decision.Unchanged _ -> new Outcome.Unchanged();
          case Decision.Rejected(var reason, var measure, var retryAfterMs) ->
              new Outcome.Rejected(reason, measure, retryAfterMs);
        };
    answers.add(new Answer(act, outcome));
  }

  /// The followers that start at the log's end after this turn.
  List<Follower> newcomers() {
    return newcomers;
  }

  /// The time of the submission of the first command, or of one that an entry is about, as from
  /// [System#nanoTime]. There is one if there are events.
  long sinceNanos() {
    for (Request.OfRoom request : requests) {
      if (request instanceof Request.Act act) {
        return act.atNanos();
      }
    }
    return entriesSinceNanos;
  }

  boolean hasEvents() {
    return !entries.isEmpty();
  }

  Journal.Batch batch() {
    return new Journal.Batch(id, room.head(), entries.stream().map(LogEntry::event).toList());
  }

  void answer() {
    answers.forEach(answer -> answer.act.answer(answer.outcome));
  }

  /// Answers when the turn may be recorded or not: only refusals are certain.
  void answerUnknown() {
    for (Answer answer : answers) {
      boolean certain = answer.outcome instanceof Outcome.Rejected;
      answer.act.answer(certain ? answer.outcome : new Outcome.Unknown());
    }
  }

  /// Answers when the disk was full and nothing was recorded. Refusals are certain, and repetitions
  /// of recorded messages with their texts: the turn's deletions are not recorded either.
  void answerDiskFull() {
    for (Answer answer : answers) {
      Outcome outcome =
          switch (answer.outcome) {
            case Outcome.Rejected refused -> refused;
            case Outcome.Stored repeated when repeated.seq() <= room.head() ->
                knowledge.repeats(answer.act.command(), repeated.seq())
                    ? repeated
                    : new Outcome.Rejected(Rejection.ID_CONFLICT);
            default -> new Outcome.Rejected(Rejection.DISK_FULL);
          };
      answer.act.answer(outcome);
    }
  }

  Turn toTurn(long epoch) {
    return new Turn(id, epoch, entries);
  }
}
