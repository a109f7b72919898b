package gochat.shard;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The knowledge for deciding one room's commands in a turn: the journal's, and the events of the
/// turn, which the journal doesn't have yet. So the division of messages into turns makes no
/// difference. A name that is given up in a turn is free in the next one.
final class TurnKnowledge {
  private record MessageKey(UUID user, UUID messageId) {}

  private record Sent(long seq, RoomEvent.Posted message) {
    Recorded recorded() {
      return new Recorded(seq, Command.fingerprint(message.text(), message.replyTo()));
    }
  }

  private record ReactionKey(UUID user, long message, String reaction) {}

  private final RoomId room;
  private final Iterator<Known> lookedUp;
  private final Map<String, RoomId> namesTaken;
  private final Map<MessageKey, Sent> sent = new HashMap<>();
  private final Map<Long, Target> posted = new HashMap<>();
  private final Set<Long> deleted = new HashSet<>();

  /// By seq: messages of `deleted` that the turn repeats, as they were before their deletion.
  private final Map<Long, Recorded> repeated = new HashMap<>();

  private final Map<ReactionKey, Boolean> reactions = new HashMap<>();

  /// @param lookedUp one for each command that [Command#refersToLog], in the order of the decisions
  /// @param namesTaken the skeletons of names that public rooms take in this turn; shared by these
  ///   rooms
  TurnKnowledge(RoomId room, List<Known> lookedUp, Map<String, RoomId> namesTaken) {
    this.room = room;
    this.lookedUp = lookedUp.iterator();
    this.namesTaken = namesTaken;
  }

  /// The next command with what it refers to.
  Known of(Command command) {
    if (!command.refersToLog()) {
      return Known.ofNothing(command);
    }
    return switch (lookedUp.next()) {
      case Known.Nothing nothing -> nothing;
      case Known.OfPost known -> {
        Command.Post post = known.command();
        yield new Known.OfPost(
            post, repetition(post, known.repetition()), target(post.replyTo(), known.answered()));
      }
      case Known.OfMessage(Command.OnMessage change, Target target) ->
          new Known.OfMessage(change, target(change.message(), target));
      case Known.OfReaction(Command.React react, Target target, boolean isGiven) ->
          new Known.OfReaction(react, target(react.message(), target), isGiven(react, isGiven));
      case Known.OfName(Command.Naming naming, Set<String> looks, boolean isTaken) ->
          new Known.OfName(naming, looks, isTaken || isTaken(looks));
    };
  }

  private @Nullable Recorded repetition(Command.Post post, @Nullable Recorded lookedUp) {
    if (post.messageId() == null) {
      return null;
    }
    Sent before = sent.get(new MessageKey(post.author().user(), post.messageId()));
    Recorded repetition = before == null ? lookedUp : before.recorded();
    if (repetition == null || !deleted.contains(repetition.seq())) {
      return repetition;
    }
    repeated.put(repetition.seq(), repetition);
    return new Recorded(repetition.seq(), null);
  }

  /// Whether a command that the turn took for a repetition of the message at `seq` is one also when
  /// the turn's deletions are not recorded.
  boolean repeats(Command command, long seq) {
    Recorded recorded = repeated.get(seq);
    return recorded == null || (command instanceof Command.Post post && recorded.is(post));
  }

  private @Nullable Target target(long message, @Nullable Target lookedUp) {
    Target target = lookedUp != null ? lookedUp : posted.get(message);
    return target != null && deleted.contains(message)
        ? new Target(target.author(), target.threadRoot(), true)
        : target;
  }

  private boolean isGiven(Command.React react, boolean lookedUp) {
    ReactionKey key = new ReactionKey(react.author().user(), react.message(), react.reaction());
    return reactions.getOrDefault(key, lookedUp);
  }

  private boolean isTaken(Set<String> looks) {
    return looks.stream().anyMatch(look -> !namesTaken.getOrDefault(look, room).equals(room));
  }

  /// Adds an event that the turn will record.
  ///
  /// @param known the command of the event
  /// @param kind the room's kind after the event
  void add(LogEntry entry, Known known, @Nullable RoomKind kind) {
    switch (entry.event()) {
      case RoomEvent.Posted message -> add(entry.seq(), message);
      case RoomEvent.Deleted gone -> deleted.add(gone.message());
      case RoomEvent.ReactionAdded(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), true);
      case RoomEvent.ReactionRemoved(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), false);
      case RoomEvent.Created _, RoomEvent.Renamed _ -> take(known, kind);
      case RoomEvent.OnMessage _,
          RoomEvent.OnMember _,
          RoomEvent.Redacted _,
          RoomEvent.DirectOpened _,
          RoomEvent.TopicChanged _,
          RoomEvent.RetentionChanged _,
          RoomEvent.SlowModeChanged _,
          RoomEvent.Audited _ -> {}
    }
  }

  private void add(long seq, RoomEvent.Posted message) {
    UUID user = message.author().user();
    posted.put(seq, new Target(message.author().person(), message.threadRoot(), false));
    if (message.messageId() != null) {
      sent.put(new MessageKey(user, message.messageId()), new Sent(seq, message));
    }
  }

  /// Takes the name of a public room; private rooms don't take theirs.
  private void take(Known known, @Nullable RoomKind kind) {
    if (known instanceof Known.OfName(_, Set<String> looks, _) && kind == RoomKind.PUBLIC) {
      looks.forEach(look -> namesTaken.put(look, room));
    }
  }
}
