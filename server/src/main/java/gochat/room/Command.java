package gochat.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to happen in a room.
public sealed interface Command {
  Author author();

  /// A message to everybody in the room.
  ///
  /// @param messageId makes the command repeatable: the same id by the same user is recorded once
  record Post(Author author, @Nullable UUID messageId, String text) implements Command {
    /// Tells two texts under one message id apart.
    public long fingerprint() {
      return Command.fingerprint(text);
    }
  }

  /// A message to one connected user. It keeps its place among the sender's posts but is in no log.
  ///
  /// @param target the receiver's name as the sender typed it
  record Whisper(Author author, String target, String text) implements Command {}

  /// The first 64 bits of the SHA-256 of `text` in UTF-8.
  static long fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
