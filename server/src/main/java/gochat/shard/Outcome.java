package gochat.shard;

import gochat.room.Rejection;

/// How a command ended.
public sealed interface Outcome {
  /// Recorded now or, for a repetition, before; in either case it stands at `seq` and is durable.
  record Stored(long seq) implements Outcome {}

  /// All was so already; nothing was recorded.
  record Unchanged() implements Outcome {}

  /// A message of which there is no record was shown to its receiver, or waits there for its place.
  record Passed() implements Outcome {}

  /// Such a message did not reach its receiver, who had gone. It may follow [Passed].
  record Undelivered() implements Outcome {}

  /// Such a message was not taken, because as much waits for its receiver as may of one sender.
  record Crowded() implements Outcome {}

  /// Refused; nothing was recorded.
  record Rejected(Rejection reason) implements Outcome {}

  /// The journal failed: the command may or may not be recorded. With a message id it can be
  /// repeated safely.
  record Unknown() implements Outcome {}
}
