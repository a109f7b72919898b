package gochat.shard;

import gochat.room.Measure;
import gochat.room.Rejection;
import org.jspecify.annotations.Nullable;

/// The outcome of a command.
public sealed interface Outcome {
  /// The event at `seq` is durable: recorded now or, for a repetition, before.
  record Stored(long seq) implements Outcome {}

  /// The command changes nothing; nothing was recorded.
  record Unchanged() implements Outcome {}

  /// An unstored message was delivered to its receiver, or waits on the receiver's lane for its
  /// place.
  record Passed() implements Outcome {}

  /// An unstored message did not reach its receiver, who had left. It may follow [Passed].
  record Undelivered() implements Outcome {}

  /// An unstored message may have reached its receiver: another server, at which the receiver is,
  /// does not answer.
  record Unconfirmed() implements Outcome {}

  /// An unstored message was not taken, because too many messages of its sender wait for the
  /// receiver.
  record Crowded() implements Outcome {}

  /// The command was refused; nothing was recorded.
  ///
  /// @param measure the ban or mute that is the reason, null for another reason
  /// @param retryAfterMs the milliseconds until slow mode lets the author write, 0 for another
  ///   reason
  record Rejected(Rejection reason, @Nullable Measure measure, long retryAfterMs)
      implements Outcome {
    public Rejected(Rejection reason) {
      this(reason, null, 0);
    }
  }

  /// The journal failed, and the command may be recorded or not. A command with a message id can be
  /// repeated safely.
  record Unknown() implements Outcome {}
}
