package gochat.room;

import org.jspecify.annotations.Nullable;

/// A room's state and rules. [#decide] changes nothing; [#apply] is the only change.
public final class Room {
  private final int textBytesMax;
  private long head;

  /// @param head the seq of the last recorded event, 0 when there is none
  /// @param textBytesMax the longest text in bytes of UTF-8
  public Room(long head, int textBytesMax) {
    this.head = head;
    this.textBytesMax = textBytesMax;
  }

  /// The seq of the last applied event, 0 when there is none.
  public long head() {
    return head;
  }

  /// @param atMs the time that an accepted event gets, in Unix time
  /// @param earlier what the log holds under the command's message id, null when it is new
  public Decision decide(Command command, long atMs, @Nullable Recorded earlier) {
    return switch (command) {
      case Command.Post post -> decidePost(post, atMs, earlier);
      case Command.Whisper whisper -> {
        Rejection refusal = refusalOf(whisper.text());
        yield refusal != null ? new Decision.Rejected(refusal) : new Decision.Unstored(whisper);
      }
    };
  }

  private Decision decidePost(Command.Post post, long atMs, @Nullable Recorded earlier) {
    Rejection refusal = refusalOf(post.text());
    if (refusal != null) {
      return new Decision.Rejected(refusal);
    }
    if (earlier == null) {
      return new Decision.Accepted(
          new RoomEvent.Posted(post.author(), atMs, post.messageId(), post.text()));
    }
    return earlier.fingerprint() == post.fingerprint()
        ? new Decision.Repeated(earlier.seq())
        : new Decision.Rejected(Rejection.MESSAGE_ID_CONFLICT);
  }

  private @Nullable Rejection refusalOf(String text) {
    if (text.isBlank()) {
      return Rejection.TEXT_BLANK;
    }
    return utf8Length(text) > textBytesMax ? Rejection.TEXT_TOO_LONG : null;
  }

  /// Takes over an event that the journal has recorded.
  ///
  /// @throws IllegalArgumentException when `entry` does not follow the head
  public void apply(LogEntry entry) {
    if (entry.seq() != head + 1) {
      throw new IllegalArgumentException("seq: " + entry.seq() + " (expected: " + (head + 1) + ")");
    }
    switch (entry.event()) {
      case RoomEvent.Posted _ -> head = entry.seq();
    }
  }

  private static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair counts two: a pair takes four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
