package gochat.room;

import org.jspecify.annotations.Nullable;

/// What the log knows of a message id that was used before.
///
/// @param seq where the message stands
/// @param fingerprint [Command.Post#fingerprint]; null when the message was deleted since
public record Recorded(long seq, @Nullable Long fingerprint) {
  /// Whether `post` is the message that was recorded, as far as is still known.
  boolean is(Command.Post post) {
    return fingerprint == null || fingerprint == post.fingerprint();
  }
}
