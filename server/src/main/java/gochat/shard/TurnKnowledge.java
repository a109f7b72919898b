package gochat.shard;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.room.RoomName;
import gochat.room.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the journal knows of that to which a room's commands refer, and what the turn itself has
/// added since, which the journal does not hold yet. So it makes no difference for messages how
/// commands fall into turns; a name that is given up in a turn is free from the next one on.
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
  private final Map<ReactionKey, Boolean> reactions = new HashMap<>();

  /// @param lookedUp one for each command that [Command#refersToLog], in the order in which they
  ///   are decided
  /// @param namesTaken folded, by the public rooms of this turn; shared by all of them
  TurnKnowledge(RoomId room, List<Known> lookedUp, Map<String, RoomId> namesTaken) {
    this.room = room;
    this.lookedUp = lookedUp.iterator();
    this.namesTaken = namesTaken;
  }

  /// What is known for the next command.
  Known of(Command command) {
    if (!command.refersToLog()) {
      return Known.NOTHING;
    }
    Known known = lookedUp.next();
    return switch (command) {
      case Command.Post post ->
          new Known(repetition(known, post), target(known, post.replyTo()), false, false);
      case Command.Edit edit -> new Known(null, target(known, edit.message()), false, false);
      case Command.Delete delete -> new Known(null, target(known, delete.message()), false, false);
      case Command.React react ->
          new Known(null, target(known, react.message()), hasReacted(known, react), false);
      case Command.Create create -> new Known(null, null, false, isTaken(known, create.name()));
      case Command.Rename rename -> new Known(null, null, false, isTaken(known, rename.name()));
      case Command.Whisper _, Command.OpenDirect _, Command.ChangeTopic _, Command.OnMembers _ ->
          known;
    };
  }

  private @Nullable Recorded repetition(Known known, Command.Post post) {
    if (post.messageId() == null) {
      return null;
    }
    MessageKey key = new MessageKey(post.author().user(), post.messageId());
    Sent before = sent.get(key);
    Recorded repetition = before == null ? known.repetition() : before.recorded();
    return repetition != null && deleted.contains(repetition.seq())
        ? new Recorded(repetition.seq(), null)
        : repetition;
  }

  private @Nullable Target target(Known known, long message) {
    Target target = known.target() != null ? known.target() : posted.get(message);
    return target != null && deleted.contains(message)
        ? new Target(target.author(), target.threadRoot(), true)
        : target;
  }

  private boolean hasReacted(Known known, Command.React react) {
    ReactionKey key = new ReactionKey(react.author().user(), react.message(), react.reaction());
    return reactions.getOrDefault(key, known.hasReacted());
  }

  private boolean isTaken(Known known, RoomName name) {
    return known.isNameTaken() || !namesTaken.getOrDefault(name.folded(), room).equals(room);
  }

  /// Takes note of an event that the turn is going to record.
  ///
  /// @param kind of the room behind the event
  void add(LogEntry entry, @Nullable RoomKind kind) {
    switch (entry.event()) {
      case RoomEvent.Posted message -> add(entry.seq(), message);
      case RoomEvent.Deleted gone -> deleted.add(gone.message());
      case RoomEvent.ReactionAdded(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), true);
      case RoomEvent.ReactionRemoved(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), false);
      case RoomEvent.Created created -> take(created.name(), kind);
      case RoomEvent.Renamed renamed -> take(renamed.name(), kind);
      case RoomEvent.Edited _,
          RoomEvent.Redacted _,
          RoomEvent.DirectOpened _,
          RoomEvent.TopicChanged _,
          RoomEvent.Joined _,
          RoomEvent.Left _,
          RoomEvent.Kicked _,
          RoomEvent.Banned _,
          RoomEvent.Unbanned _,
          RoomEvent.Muted _,
          RoomEvent.Unmuted _,
          RoomEvent.RoleChanged _ -> {}
    }
  }

  private void add(long seq, RoomEvent.Posted message) {
    UUID user = message.author().user();
    posted.put(seq, new Target(user, message.threadRoot(), false));
    if (message.messageId() != null) {
      sent.put(new MessageKey(user, message.messageId()), new Sent(seq, message));
    }
  }

  /// A private room's name is nobody else's business.
  private void take(RoomName name, @Nullable RoomKind kind) {
    if (kind == RoomKind.PUBLIC) {
      namesTaken.put(name.folded(), room);
    }
  }
}
