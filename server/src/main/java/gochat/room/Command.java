package gochat.room;

import gochat.limit.MessageLimit;
import gochat.limit.RoomLimit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to happen in a room.
public sealed interface Command {
  int TOPIC_BYTES_MAX = RoomLimit.TOPIC_BYTES.standardInt();
  int REACTION_BYTES_MAX = MessageLimit.REACTION_BYTES.standardInt();
  int MENTIONS_MAX = MessageLimit.MENTIONS.standardInt();

  Author author();

  /// What is decided by the room's state alone: it refers to nothing in the log.
  sealed interface ByState extends Command {}

  /// What concerns who is in the room, and as what.
  sealed interface OnMembers extends ByState {}

  /// What concerns one message in the log.
  sealed interface OnMessage extends Command {
    /// The message's seq.
    long message();
  }

  /// What asks for a name for the room.
  sealed interface Naming extends Command {
    RoomName name();
  }

  /// A message to everybody in the room.
  ///
  /// @param messageId makes the command repeatable: the same id by the same user is recorded once
  /// @param replyTo the seq of the message that this one answers, 0 for none
  /// @param mentions the users whom it mentions
  /// @param peer with whom the message opens a direct conversation if there is none yet; null for a
  ///   message that opens nothing
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

    /// A message to a room that is there.
    public Post(
        Author author, @Nullable UUID messageId, String text, long replyTo, List<UUID> mentions) {
      this(author, messageId, text, replyTo, mentions, null);
    }

    /// A message that answers nothing and mentions nobody.
    public Post(Author author, @Nullable UUID messageId, String text) {
      this(author, messageId, text, 0, List.of());
    }

    /// The same message as one to `peer` alone.
    public Post to(Person peer) {
      return new Post(author, messageId, text, replyTo, mentions, peer);
    }

    /// Tells two messages under one message id apart. Mentions are left out: they follow from the
    /// text, and a name in it may be somebody else's by the time of the repetition.
    public long fingerprint() {
      return Command.fingerprint(text, replyTo);
    }
  }

  /// A message to one connected user. It keeps its place among the sender's posts but is in no log.
  ///
  /// @param target the receiver's name as the sender typed it
  record Whisper(Author author, String target, String text) implements ByState {}

  /// Another text for a message of one's own.
  record Edit(Author author, long message, String text, List<UUID> mentions) implements OnMessage {
    public Edit {
      mentions = List.copyOf(mentions);
    }
  }

  record Delete(Author author, long message) implements OnMessage {}

  /// @param message the message's seq
  /// @param reaction without U+FE0F, so that `❤` and `❤️` are one
  /// @param isAdded false to take a reaction back
  record React(Author author, long message, String reaction, boolean isAdded) implements Command {
    public React {
      reaction = Reactions.canonical(reaction);
    }
  }

  /// Makes a room that is not there yet; the author becomes its owner.
  ///
  /// @param kind public or private
  record Create(Author author, RoomKind kind, RoomName name, String topic) implements Naming {
    public Create {
      if (kind != RoomKind.PUBLIC && kind != RoomKind.PRIVATE) {
        throw new IllegalArgumentException("kind: " + kind + " (expected: PUBLIC or PRIVATE)");
      }
    }
  }

  /// Makes the conversation of the author and `peer`, unless it is there.
  record OpenDirect(Author author, Person peer) implements ByState {}

  /// @param topic another topic at the same time; null to leave the topic as it is
  record Rename(Author author, RoomName name, @Nullable String topic) implements Naming {
    public Rename(Author author, RoomName name) {
      this(author, name, null);
    }
  }

  record ChangeTopic(Author author, String topic) implements ByState {}

  record Join(Author author) implements OnMembers {}

  record Leave(Author author) implements OnMembers {}

  record Invite(Author author, Person member) implements OnMembers {}

  record Kick(Author author, Person member) implements OnMembers {}

  record Ban(Author author, Person member) implements OnMembers {}

  record Unban(Author author, Person member) implements OnMembers {}

  record Mute(Author author, Person member) implements OnMembers {}

  record Unmute(Author author, Person member) implements OnMembers {}

  record SetRole(Author author, Person member, Role role) implements OnMembers {}

  /// Whether deciding it takes more than the room's state: see [Known].
  default boolean refersToLog() {
    return switch (this) {
      case Post post -> post.messageId != null || post.replyTo != 0;
      case OnMessage _, React _, Naming _ -> true;
      case ByState _ -> false;
    };
  }

  /// The first 64 bits of the SHA-256 of `text` in UTF-8, and of `replyTo` when there is one.
  static long fingerprint(String text, long replyTo) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      if (replyTo != 0) {
        // No UTF-8 holds this byte, so no text ends like a reply.
        digest.update((byte) 0xff);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, replyTo));
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
