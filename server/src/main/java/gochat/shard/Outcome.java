package gochat.shard;

import gochat.room.Rejection;

/// How a command ended.
public sealed interface Outcome {
  /// Recorded now or, for a repetition, before; in either case it stands at `seq` and is durable.
  record Stored(long seq) implements Outcome {}

  /// All was so already; nothing was recorded.
  record Unchanged() implements Outcome {}

  /// On its way to its receiver; there is no record of it.
  record Passed() implements Outcome {}

  /// After [Passed]: the receiver had gone when its turn came.
  record Undelivered() implements Outcome {}

  /// Before or after [Passed]: as much as may wait of this sender's waits for the receiver already.
  record Crowded() implements Outcome {}

  /// Refused; nothing was recorded.
  record Rejected(Rejection reason) implements Outcome {}

  /// The journal failed: the command may or may not be recorded. With a message id it can be
  /// repeated safely.
  record Unknown() implements Outcome {}
}
