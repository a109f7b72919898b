package gochat.room;

import org.jspecify.annotations.Nullable;

/// The recorded message of a message id that is used again.
///
/// @param seq the message's seq
/// @param fingerprint [Command.Post#fingerprint] of the message, null when it was deleted
public record Recorded(long seq, @Nullable Long fingerprint) {
  /// Whether `post` can be the recorded message; any post can be a deleted one.
  public boolean is(Command.Post post) {
    return fingerprint == null || fingerprint == post.fingerprint();
  }
}
