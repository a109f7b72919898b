package gochat.room;

import gochat.hash.Sha256;
import gochat.limit.MessageLimit;
import gochat.limit.RoomLimit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user's request to change a room or to send something to it.
public sealed interface Command {
  int TOPIC_BYTES_MAX = RoomLimit.TOPIC_BYTES.standardInt();
  int REACTION_BYTES_MAX = MessageLimit.REACTION_BYTES.standardInt();
  int MENTIONS_MAX = MessageLimit.MENTIONS.standardInt();

  Author author();

  /// A command that the room's state decides alone, because it refers to nothing in the log.
  sealed interface ByState extends Command {}

  /// A command about the members of the room and their roles.
  sealed interface OnMembers extends ByState {}

  /// A command about one message in the log.
  sealed interface OnMessage extends Command {
    /// The message's seq.
    long message();
  }

  /// A command with which a user acts against another or changes what the room keeps. If it is
  /// accepted, it may have an entry in the audit log: see [Moderation].
  sealed interface Moderating extends Command {}

  /// A command that gives the room a name.
  sealed interface Naming extends Command {
    RoomName name();
  }

  /// Sends a message to the room.
  ///
  /// @param messageId the id that makes the command repeatable: a room records one message for an
  ///   id and a user
  /// @param replyTo the seq of the message that this one replies to, 0 for none
  /// @param mentions the mentioned users
  /// @param peer the user with whom the message opens a direct conversation if there is none yet;
  ///   null for a message to an existing room
  record Post(
      Author author,
      @Nullable UUID messageId,
      String text,
      long replyTo,
      List<UUID> mentions,
      @Nullable Person peer)
      implements Command {
    public Post {
      mentions = List.copyOf(mentions);
    }

    /// A message to an existing room.
    public Post(
        Author author, @Nullable UUID messageId, String text, long replyTo, List<UUID> mentions) {
      this(author, messageId, text, replyTo, mentions, null);
    }

    /// A message that is no reply and mentions no user.
    public Post(Author author, @Nullable UUID messageId, String text) {
      this(author, messageId, text, 0, List.of());
    }

    /// The same message, to the direct conversation with `peer`.
    public Post to(Person peer) {
      return new Post(author, messageId, text, replyTo, mentions, peer);
    }

    /// A hash that differs for two different messages under one id. It leaves out the mentions:
    /// they follow from the text, and a name in it may have another holder when the message is
    /// repeated.
    public long fingerprint() {
      return Command.fingerprint(text, replyTo);
    }
  }

  /// Replaces the text of the author's own message.
  record Edit(Author author, long message, String text, List<UUID> mentions) implements OnMessage {
    public Edit {
      mentions = List.copyOf(mentions);
    }
  }

  record Delete(Author author, long message) implements OnMessage, Moderating {}

  /// Deletes a message of the author, whose account is erased, whatever its rights in the room.
  record EraseMessage(Author author, long message) implements OnMessage {}

  /// Makes the message one of the room's pins.
  record Pin(Author author, long message) implements OnMessage {}

  record Unpin(Author author, long message) implements OnMessage {}

  /// @param message the message's seq
  /// @param reaction without U+FE0F, so that `❤` and `❤️` are the same reaction
  /// @param isAdded false to remove the reaction
  record React(Author author, long message, String reaction, boolean isAdded) implements Command {
    public React {
      reaction = Reactions.canonical(reaction);
    }
  }

  /// Creates a room: see [RoomEvent.Created].
  ///
  /// @param kind public or private
  record Create(Author author, RoomKind kind, RoomName name, String topic) implements Naming {
    public Create {
      if (kind != RoomKind.PUBLIC && kind != RoomKind.PRIVATE) {
        throw new IllegalArgumentException("kind: " + kind + " (expected: PUBLIC or PRIVATE)");
      }
    }
  }

  /// Opens the direct conversation of the author and `peer` unless it exists.
  record OpenDirect(Author author, Person peer) implements ByState {}

  /// @param topic the new topic, null to keep the topic
  record Rename(Author author, RoomName name, @Nullable String topic) implements Naming {
    public Rename(Author author, RoomName name) {
      this(author, name, null);
    }
  }

  record ChangeTopic(Author author, String topic) implements ByState {}

  record SetRetention(Author author, RetentionRule rule) implements ByState, Moderating {}

  /// @param intervalMs 0 to switch slow mode off
  record SetSlowMode(Author author, long intervalMs) implements ByState, Moderating {}

  /// Adds an entry to the audit log.
  record Audit(Author author, AuditEntry entry) implements ByState {}

  record Join(Author author) implements OnMembers {}

  record Leave(Author author) implements OnMembers {}

  record Invite(Author author, Person member) implements OnMembers {}

  /// @param reason a line, empty for none
  record Kick(Author author, Person member, String reason) implements OnMembers, Moderating {
    public Kick(Author author, Person member) {
      this(author, member, "");
    }
  }

  /// Bans a user, or gives the user's ban another reason and end.
  ///
  /// @param reason a line, empty for none
  /// @param durationMs 0 for no end
  record Ban(Author author, Person member, String reason, long durationMs)
      implements OnMembers, Moderating {
    /// A ban without a reason and without an end.
    public Ban(Author author, Person member) {
      this(author, member, "", 0);
    }
  }

  record Unban(Author author, Person member) implements OnMembers, Moderating {}

  /// Mutes a user, or gives the user's mute another reason and end.
  ///
  /// @param reason a line, empty for none
  /// @param durationMs 0 for no end
  record Mute(Author author, Person member, String reason, long durationMs)
      implements OnMembers, Moderating {
    /// A mute without a reason and without an end.
    public Mute(Author author, Person member) {
      this(author, member, "", 0);
    }
  }

  record Unmute(Author author, Person member) implements OnMembers, Moderating {}

  record SetRole(Author author, Person member, Role role) implements OnMembers, Moderating {}

  /// Ends the bans and mutes whose end has come.
  record EndMeasures() implements OnMembers {
    @Override
    public Author author() {
      return Author.NONE;
    }
  }

  /// The author's account is deleted, and leaves the room. If accounts would remain without an
  /// owner, one of them becomes the owner first: of the moderators, or else of all, the one who has
  /// been a member longest.
  record LeaveForGood(Author author) implements OnMembers {}

  /// The guest has become an account, the author.
  record RegisterGuest(Author author, Person guest) implements OnMembers {}

  /// Whether the decision needs something from the log: see [Known].
  default boolean refersToLog() {
    return switch (this) {
      case Post post -> post.messageId != null || post.replyTo != 0;
      case OnMessage _, React _, Naming _ -> true;
      case ByState _ -> false;
    };
  }

  /// The first 64 bits of the SHA-256 of `text` in UTF-8, and of `replyTo` when there is one.
  static long fingerprint(String text, long replyTo) {
    MessageDigest digest = Sha256.digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    if (replyTo != 0) {
      // This byte occurs in no UTF-8 text, so no text has the hash of a reply.
      digest.update((byte) 0xff);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, replyTo));
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
