package gochat.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to happen in a room.
public sealed interface Command {
  Author author();

  /// A message to everybody in the room.
  ///
  /// @param messageId makes the command repeatable: the same id by the same user is recorded once
  /// @param replyTo the seq of the message that this one answers, 0 for none
  /// @param mentions the users whom it mentions
  record Post(
      Author author, @Nullable UUID messageId, String text, long replyTo, List<UUID> mentions)
      implements Command {
    public Post {
      mentions = List.copyOf(mentions);
    }

    /// A message that answers nothing and mentions nobody.
    public Post(Author author, @Nullable UUID messageId, String text) {
      this(author, messageId, text, 0, List.of());
    }

    /// Tells two messages under one message id apart.
    public long fingerprint() {
      return Command.fingerprint(text, replyTo);
    }
  }

  /// A message to one connected user. It keeps its place among the sender's posts but is in no log.
  ///
  /// @param target the receiver's name as the sender typed it
  record Whisper(Author author, String target, String text) implements Command {}

  /// Another text for a message of one's own.
  ///
  /// @param message the message's seq
  record Edit(Author author, long message, String text, List<UUID> mentions) implements Command {
    public Edit {
      mentions = List.copyOf(mentions);
    }
  }

  /// @param message the message's seq
  record Delete(Author author, long message) implements Command {}

  /// @param message the message's seq
  /// @param isAdded false to take a reaction back
  record React(Author author, long message, String reaction, boolean isAdded) implements Command {}

  /// Makes a room that is not there yet; the author becomes its owner.
  ///
  /// @param kind public or private
  record Create(Author author, RoomKind kind, RoomName name, String topic) implements Command {}

  /// Makes the conversation of the author and `peer`, unless it is there.
  record OpenDirect(Author author, Person peer) implements Command {}

  record Rename(Author author, RoomName name) implements Command {}

  record ChangeTopic(Author author, String topic) implements Command {}

  record Join(Author author) implements Command {}

  record Leave(Author author) implements Command {}

  record Invite(Author author, Person member) implements Command {}

  record Kick(Author author, Person member) implements Command {}

  record Ban(Author author, Person member) implements Command {}

  record Unban(Author author, Person member) implements Command {}

  record Mute(Author author, Person member) implements Command {}

  record Unmute(Author author, Person member) implements Command {}

  record SetRole(Author author, Person member, Role role) implements Command {}

  /// Whether deciding it takes more than the room's state: see [Known].
  default boolean refersToLog() {
    return switch (this) {
      case Post post -> post.messageId != null || post.replyTo != 0;
      case Edit _, Delete _, React _, Create _, Rename _ -> true;
      case Whisper _,
          OpenDirect _,
          ChangeTopic _,
          Join _,
          Leave _,
          Invite _,
          Kick _,
          Ban _,
          Unban _,
          Mute _,
          Unmute _,
          SetRole _ ->
          false;
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
