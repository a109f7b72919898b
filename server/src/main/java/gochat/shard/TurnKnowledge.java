package gochat.shard;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent;
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
/// added since, which the journal does not hold yet.
final class TurnKnowledge {
  private record MessageKey(UUID user, UUID messageId) {}

  private record ReactionKey(UUID user, long message, String reaction) {}

  private final Iterator<Known> lookedUp;
  private final Set<String> namesTaken;
  private final Map<MessageKey, Recorded> repetitions = new HashMap<>();
  private final Map<ReactionKey, Boolean> reactions = new HashMap<>();
  private final Set<Long> deleted = new HashSet<>();

  /// @param lookedUp one for each command that [Command#refersToLog], in the order in which they
  ///   are decided
  /// @param namesTaken folded, by all rooms of this turn
  TurnKnowledge(List<Known> lookedUp, Set<String> namesTaken) {
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
          new Known(
              null,
              target(known, react.message()),
              reactions.getOrDefault(
                  new ReactionKey(react.author().user(), react.message(), react.reaction()),
                  known.hasReacted()),
              false);
      case Command.Create create -> named(known, create.name());
      case Command.Rename rename -> named(known, rename.name());
      case Command.Whisper _,
          Command.OpenDirect _,
          Command.ChangeTopic _,
          Command.Join _,
          Command.Leave _,
          Command.Invite _,
          Command.Kick _,
          Command.Ban _,
          Command.Unban _,
          Command.Mute _,
          Command.Unmute _,
          Command.SetRole _ ->
          known;
    };
  }

  private @Nullable Recorded repetition(Known known, Command.Post post) {
    return known.repetition() != null || post.messageId() == null
        ? known.repetition()
        : repetitions.get(new MessageKey(post.author().user(), post.messageId()));
  }

  private @Nullable Target target(Known known, long message) {
    Target target = known.target();
    return target != null && deleted.contains(message)
        ? new Target(target.author(), target.threadRoot(), true)
        : target;
  }

  private Known named(Known known, RoomName name) {
    return new Known(null, null, false, known.isNameTaken() || namesTaken.contains(name.folded()));
  }

  /// Takes note of an event that the turn is going to record.
  void add(LogEntry entry) {
    switch (entry.event()) {
      case RoomEvent.Posted posted -> {
        if (posted.messageId() != null) {
          long fingerprint = Command.fingerprint(posted.text(), posted.replyTo());
          repetitions.put(
              new MessageKey(posted.author().user(), posted.messageId()),
              new Recorded(entry.seq(), fingerprint));
        }
      }
      case RoomEvent.Deleted gone -> deleted.add(gone.message());
      case RoomEvent.ReactionAdded(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), true);
      case RoomEvent.ReactionRemoved(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), false);
      case RoomEvent.Created created when created.kind() == RoomKind.PUBLIC ->
          namesTaken.add(created.name().folded());
      case RoomEvent.Renamed renamed -> namesTaken.add(renamed.name().folded());
      case RoomEvent.Created _,
          RoomEvent.Edited _,
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
}
