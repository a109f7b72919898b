package gochat.room;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened in a room: a fact that is recorded in its log.
public sealed interface RoomEvent {
  Author author();

  /// When it was decided, in Unix time, for people: the order is that of the log.
  long atMs();

  /// Who may read the room as a member from here on.
  default List<UUID> arrived() {
    return List.of();
  }

  /// Who may read it as a member up to here, null for nobody. It may be somebody who was none.
  default @Nullable UUID departed() {
    return null;
  }

  /// Whether texts of earlier events are erased with it: see [LogEntry#isErasedBy].
  default boolean erases() {
    return false;
  }

  /// Whether history shows it as an entry of its own.
  default boolean isShown() {
    return true;
  }

  /// An event that happens to the message at the seq `message`. History shows it there.
  sealed interface OnMessage extends RoomEvent {
    long message();

    @Override
    default boolean isShown() {
      return false;
    }
  }

  /// An event that concerns who is in the room, and as what.
  sealed interface OnMember extends RoomEvent {}

  /// An event of which nothing but [Redacted] is left when its text is erased.
  sealed interface Erasable extends RoomEvent {
    /// Valid Unicode, never interpreted.
    String text();
  }

  /// An event that carries what somebody wrote.
  sealed interface Text extends Erasable {
    /// The users whom it mentions.
    List<UUID> mentions();
  }

  /// A message to everybody in the room.
  ///
  /// @param messageId the id that the client chose, null when it chose none
  /// @param replyTo the seq of the message that this one answers, 0 for none
  /// @param threadRoot the seq of the message with which its thread began, 0 when it is no reply
  record Posted(
      Author author,
      long atMs,
      @Nullable UUID messageId,
      String text,
      long replyTo,
      long threadRoot,
      List<UUID> mentions)
      implements Text {
    public Posted {
      mentions = List.copyOf(mentions);
    }

    /// A message that answers nothing and mentions nobody.
    public Posted(Author author, long atMs, @Nullable UUID messageId, String text) {
      this(author, atMs, messageId, text, 0, 0, List.of());
    }
  }

  /// The message has another text now.
  record Edited(Author author, long atMs, long message, String text, List<UUID> mentions)
      implements Text, OnMessage {
    public Edited {
      mentions = List.copyOf(mentions);
    }
  }

  /// The message is gone, and with its text those of its edits and of the reactions to it.
  record Deleted(Author author, long atMs, long message) implements OnMessage {
    @Override
    public boolean erases() {
      return true;
    }
  }

  /// What an event became when its text was erased. Never appended.
  ///
  /// @param wasTopic whether it was a topic, not a message, an edit or a reaction
  record Redacted(Author author, long atMs, boolean wasTopic) implements RoomEvent {}

  /// A reaction to the message.
  ///
  /// @param reaction without U+FE0F, which logs from before may hold
  record ReactionAdded(Author author, long atMs, long message, String reaction)
      implements OnMessage, Erasable {
    public ReactionAdded {
      reaction = Reactions.canonical(reaction);
    }

    @Override
    public String text() {
      return reaction;
    }
  }

  record ReactionRemoved(Author author, long atMs, long message, String reaction)
      implements OnMessage, Erasable {
    public ReactionRemoved {
      reaction = Reactions.canonical(reaction);
    }

    @Override
    public String text() {
      return reaction;
    }
  }

  /// The first event of each room but `lobby`: the author is its owner.
  ///
  /// @param kind public or private
  record Created(Author author, long atMs, RoomKind kind, RoomName name, String topic)
      implements RoomEvent {
    @Override
    public List<UUID> arrived() {
      return List.of(author.user());
    }
  }

  /// The first event of a direct conversation: its members are the author and `peer`, who may be
  /// the same.
  record DirectOpened(Author author, long atMs, Person peer) implements RoomEvent {
    @Override
    public List<UUID> arrived() {
      return author.user().equals(peer.user())
          ? List.of(peer.user())
          : List.of(author.user(), peer.user());
    }
  }

  record Renamed(Author author, long atMs, RoomName name) implements RoomEvent {}

  /// The texts of the topics before are erased with it.
  record TopicChanged(Author author, long atMs, String topic) implements Erasable {
    @Override
    public String text() {
      return topic;
    }

    @Override
    public boolean erases() {
      return true;
    }
  }

  /// @param member the author, or whom the author invited
  /// @param role what it is from now on
  record Joined(Author author, long atMs, Person member, Role role) implements OnMember {
    @Override
    public List<UUID> arrived() {
      return List.of(member.user());
    }
  }

  record Left(Author author, long atMs) implements OnMember {
    @Override
    public UUID departed() {
      return author.user();
    }
  }

  record Kicked(Author author, long atMs, Person member) implements OnMember {
    @Override
    public UUID departed() {
      return member.user();
    }
  }

  /// Also out of the room, if `member` was in.
  ///
  /// @param formerRole what `member` was in the room until then; null when it was no member
  record Banned(Author author, long atMs, Person member, @Nullable Role formerRole)
      implements OnMember {
    @Override
    public UUID departed() {
      return member.user();
    }
  }

  record Unbanned(Author author, long atMs, Person member) implements OnMember {}

  record Muted(Author author, long atMs, Person member) implements OnMember {}

  record Unmuted(Author author, long atMs, Person member) implements OnMember {}

  record RoleChanged(Author author, long atMs, Person member, Role role) implements OnMember {}
}
