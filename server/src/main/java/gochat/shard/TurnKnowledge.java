package gochat.shard;

import static java.util.Objects.requireNonNull;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.Known.NameClaim;
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
  /// @param namesTaken what names of the public rooms of this turn look like; shared by all of them
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
          new Known(repetition(known, post), target(known, post.replyTo()), false, null);
      case Command.Edit edit -> new Known(null, target(known, edit.message()), false, null);
      case Command.Delete delete -> new Known(null, target(known, delete.message()), false, null);
      case Command.React react ->
          new Known(null, target(known, react.message()), hasReacted(known, react), null);
      case Command.Create _, Command.Rename _ -> new Known(null, null, false, claim(known));
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

  private NameClaim claim(Known known) {
    NameClaim claim = requireNonNull(known.name(), "a command that asks for a name");
    boolean isTaken =
        claim.isTaken()
            || claim.looks().stream()
                .anyMatch(look -> !namesTaken.getOrDefault(look, room).equals(room));
    return new NameClaim(claim.looks(), isTaken);
  }

  /// Takes note of an event that the turn is going to record.
  ///
  /// @param known of the command that brought it about
  /// @param kind of the room behind the event
  void add(LogEntry entry, Known known, @Nullable RoomKind kind) {
    switch (entry.event()) {
      case RoomEvent.Posted message -> add(entry.seq(), message);
      case RoomEvent.Deleted gone -> deleted.add(gone.message());
      case RoomEvent.ReactionAdded(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), true);
      case RoomEvent.ReactionRemoved(Author author, _, long message, String reaction) ->
          reactions.put(new ReactionKey(author.user(), message, reaction), false);
      case RoomEvent.Created _, RoomEvent.Renamed _ -> take(known.name(), kind);
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
  private void take(@Nullable NameClaim claim, @Nullable RoomKind kind) {
    if (claim != null && kind == RoomKind.PUBLIC) {
      claim.looks().forEach(look -> namesTaken.put(look, room));
    }
  }
}
