package gochat.shard;

import gochat.journal.Journal;
import gochat.journal.Journal.MessageKey;
import gochat.room.Command;
import gochat.room.Decision;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One room's part of a turn: what was asked, what was decided, whom to answer.
final class RoomTurn {
  private record Answer(Consumer<Outcome> reply, Outcome outcome) {}

  private final RoomId id;
  private final LiveRoom room;
  private final long atMs;
  private final Map<MessageKey, Recorded> known;
  private final List<RoomEvent> events = new ArrayList<>();
  private final List<Turn.Whispered> whispers = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Follower> newcomers = new ArrayList<>();

  /// @param atMs the time of the turn, in Unix time
  /// @param known what the log holds under the message ids of this turn
  RoomTurn(RoomId id, LiveRoom room, long atMs, Map<MessageKey, Recorded> known) {
    this.id = id;
    this.room = room;
    this.atMs = atMs;
    this.known = new HashMap<>(known);
  }

  static Set<MessageKey> messageKeys(List<Request> requests) {
    Set<MessageKey> keys = new HashSet<>();
    for (Request request : requests) {
      if (request instanceof Request.Post post) {
        MessageKey key = key(post.command());
        if (key != null) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private static @Nullable MessageKey key(Command.Post post) {
    return post.messageId() == null ? null : new MessageKey(post.author().user(), post.messageId());
  }

  RoomId id() {
    return id;
  }

  LiveRoom room() {
    return room;
  }

  void decide(Request.Post post) {
    MessageKey key = key(post.command());
    Decision decision =
        room.state().decide(post.command(), atMs, key == null ? null : known.get(key));
    if (decision instanceof Decision.Accepted && key != null) {
      // The journal does not hold it yet, so a repetition within the turn is found here.
      known.put(key, new Recorded(nextSeq(), post.command().fingerprint()));
    }
    settle(decision, post.reply());
  }

  void decide(Request.Whisper whisper) {
    Decision decision = room.state().decide(whisper.command(), atMs, null);
    if (decision instanceof Decision.Unstored(Command.Whisper command)) {
      Consumer<Outcome> reply = whisper.reply();
      whispers.add(
          new Turn.Whispered(
              command,
              nextSeq() - 1,
              whisper.receiver(),
              () -> reply.accept(new Outcome.Undelivered())));
    }
    settle(decision, whisper.reply());
  }

  /// Somebody who starts at the log's end as it is behind this turn.
  void addNewcomer(Follower follower) {
    newcomers.add(follower);
  }

  List<Follower> newcomers() {
    return newcomers;
  }

  private void settle(Decision decision, Consumer<Outcome> reply) {
    Outcome outcome =
        switch (decision) {
          case Decision.Accepted(RoomEvent event) -> {
            long seq = nextSeq();
            events.add(event);
            yield new Outcome.Stored(seq);
          }
          case Decision.Unstored _ -> new Outcome.Passed();
          case Decision.Repeated(long seq) -> new Outcome.Stored(seq);
          case Decision.Rejected(var reason) -> new Outcome.Rejected(reason);
        };
    answers.add(new Answer(reply, outcome));
  }

  private long nextSeq() {
    return room.state().head() + events.size() + 1;
  }

  boolean hasEvents() {
    return !events.isEmpty();
  }

  Journal.Batch batch() {
    return new Journal.Batch(id, room.state().head(), List.copyOf(events));
  }

  void answer() {
    answers.forEach(answer -> answer.reply.accept(answer.outcome));
  }

  /// The journal did not say that it recorded the turn: only refusals are certain.
  void answerUnknown() {
    for (Answer answer : answers) {
      boolean certain = answer.outcome instanceof Outcome.Rejected;
      answer.reply.accept(certain ? answer.outcome : new Outcome.Unknown());
    }
  }

  Turn toTurn() {
    long seq = room.state().head();
    List<LogEntry> entries = new ArrayList<>(events.size());
    for (RoomEvent event : events) {
      entries.add(new LogEntry(++seq, event));
    }
    return new Turn(id, entries, whispers);
  }
}
