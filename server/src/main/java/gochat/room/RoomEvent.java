package gochat.room;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A recorded fact about a room: one entry of its log.
public sealed interface RoomEvent {
  Author author();

  /// The time of the decision in Unix milliseconds, for users. The log decides the order.
  long atMs();

  /// The users who become members with this event, and may read the room from here on.
  default List<UUID> arrived() {
    return List.of();
  }

  /// The user who stops being a member with this event, null for none. A banned user may never have
  /// been a member.
  default @Nullable UUID departed() {
    return null;
  }

  /// Whether this event erases texts of earlier events: see [LogEntry#isErasedBy].
  default boolean erases() {
    return false;
  }

  /// Whether history shows this event as an entry of its own.
  default boolean isShown() {
    return true;
  }

  /// An event that changes the message at the seq `message`. History shows the change at that
  /// message, unless the event [#isShown].
  sealed interface OnMessage extends RoomEvent {
    long message();

    @Override
    default boolean isShown() {
      return false;
    }
  }

  /// An event about the members of the room or their roles.
  sealed interface OnMember extends RoomEvent {}

  /// An event that is served as [Redacted] when its text is erased.
  sealed interface Erasable extends RoomEvent {
    /// Valid Unicode; the server never interprets it.
    String text();
  }

  /// An event with a text of its author.
  sealed interface Text extends Erasable {
    /// The mentioned users.
    List<UUID> mentions();
  }

  /// A message to the room.
  ///
  /// @param messageId the id that the client chose, null for none
  /// @param replyTo the seq of the message that this one replies to, 0 for none
  /// @param threadRoot the seq of the first message of its thread, 0 for a message that is no reply
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

    /// A message that is no reply and mentions no user.
    public Posted(Author author, long atMs, @Nullable UUID messageId, String text) {
      this(author, atMs, messageId, text, 0, 0, List.of());
    }
  }

  /// The message has a new text.
  record Edited(Author author, long atMs, long message, String text, List<UUID> mentions)
      implements Text, OnMessage {
    public Edited {
      mentions = List.copyOf(mentions);
    }
  }

  /// The message was deleted; its text is erased, and the texts of its edits and reactions.
  record Deleted(Author author, long atMs, long message) implements OnMessage {
    @Override
    public boolean erases() {
      return true;
    }
  }

  /// An event whose text is erased, as it is served. It is never appended.
  ///
  /// @param wasTopic whether the text was a topic, not that of a message, an edit or a reaction
  record Redacted(Author author, long atMs, boolean wasTopic) implements RoomEvent {}

  /// The message got a reaction.
  ///
  /// @param reaction without U+FE0F, which older logs contain
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

  /// The message is one of the room's pins, until it is unpinned or deleted.
  record Pinned(Author author, long atMs, long message) implements OnMessage {
    @Override
    public boolean isShown() {
      return true;
    }
  }

  /// The message is not pinned any more.
  record Unpinned(Author author, long atMs, long message) implements OnMessage {
    @Override
    public boolean isShown() {
      return true;
    }
  }

  /// The room was created: the first event of each room except `lobby` and direct conversations.
  /// The author is its first member, and its owner unless it is a guest.
  ///
  /// @param kind public or private
  record Created(Author author, long atMs, RoomKind kind, RoomName name, String topic)
      implements RoomEvent {
    /// Whether `create` asks for this room. A topic that a later one has erased is not compared.
    public boolean isOf(Command.Create create) {
      return kind == create.kind()
          && name.equals(create.name())
          && (topic.isEmpty() || topic.equals(create.topic()));
    }

    /// The author's role.
    public Role role() {
      return author.standing() == Standing.GUEST ? Role.MEMBER : Role.OWNER;
    }

    @Override
    public List<UUID> arrived() {
      return List.of(author.user());
    }
  }

  /// A direct conversation was opened: its first event. Its members are the author and `peer`, who
  /// can be the same user.
  record DirectOpened(Author author, long atMs, Person peer) implements RoomEvent {
    @Override
    public List<UUID> arrived() {
      return author.user().equals(peer.user())
          ? List.of(peer.user())
          : List.of(author.user(), peer.user());
    }
  }

  record Renamed(Author author, long atMs, RoomName name) implements RoomEvent {}

  /// The room has a new topic; the texts of earlier topics are erased.
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

  /// The owners have another rule for the log.
  record RetentionChanged(Author author, long atMs, RetentionRule rule) implements RoomEvent {}

  /// The room has another slow mode: see [SlowMode].
  ///
  /// @param intervalMs 0 without slow mode
  record SlowModeChanged(Author author, long atMs, long intervalMs) implements RoomEvent {}

  /// An entry of the audit log, which the server writes. The author is the account that acted; for
  /// another actor [Author#NONE].
  record Audited(Author author, long atMs, AuditEntry entry) implements RoomEvent {}

  /// @param member the author, or the user whom the author invited
  /// @param role the member's role
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

  /// @param reason a line, empty for none
  record Kicked(Author author, long atMs, Person member, String reason) implements OnMember {
    public Kicked(Author author, long atMs, Person member) {
      this(author, atMs, member, "");
    }

    @Override
    public UUID departed() {
      return member.user();
    }
  }

  /// A user was banned, and removed from the room if it was a member.
  ///
  /// @param formerRole the user's role until then, null when it was not a member
  /// @param reason a line, empty for none
  /// @param untilMs the end of the ban in Unix milliseconds, 0 for none: see [Measure]
  record Banned(
      Author author,
      long atMs,
      Person member,
      @Nullable Role formerRole,
      String reason,
      long untilMs)
      implements OnMember {
    /// A ban without a reason and without an end.
    public Banned(Author author, long atMs, Person member, @Nullable Role formerRole) {
      this(author, atMs, member, formerRole, "", 0);
    }

    @Override
    public UUID departed() {
      return member.user();
    }
  }

  /// The author is [Author#NONE] when the ban had an end, which has come.
  record Unbanned(Author author, long atMs, Person member) implements OnMember {}

  /// @param reason a line, empty for none
  /// @param untilMs the end of the mute in Unix milliseconds, 0 for none: see [Measure]
  record Muted(Author author, long atMs, Person member, String reason, long untilMs)
      implements OnMember {
    /// A mute without a reason and without an end.
    public Muted(Author author, long atMs, Person member) {
      this(author, atMs, member, "", 0);
    }
  }

  /// The author is [Author#NONE] when the mute had an end, which has come.
  record Unmuted(Author author, long atMs, Person member) implements OnMember {}

  record RoleChanged(Author author, long atMs, Person member, Role role) implements OnMember {}

  /// A guest has become an account, the author. The lobby has this event of all guests, other rooms
  /// of their members.
  ///
  /// @param guest the user until then
  /// @param role the account's role
  record GuestRegistered(Author author, long atMs, Person guest, Role role) implements OnMember {}
}
