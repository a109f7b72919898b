package gochat.shard;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The submitter of a command.
///
/// @param reply called with the outcome, on any thread; it must not wait. It is called once, except
///   that [Outcome.Undelivered] may follow [Outcome.Passed]
/// @param retry run once, on any thread, when a refused command may be tried again; it must not
///   wait
/// @param wakeBy runs the task that wakes the shard's thread, when the submitter has submitted all
///   its commands: a lane runs it after the messages that it is reading. Otherwise the first of
///   many messages would wake the thread and get a sync and writes of its own
/// @param isWithdrawn asked by the shard's thread before it decides the command. A withdrawn
///   command is not decided, and its outcome is unknown. So a submitter whose earlier command has
///   an unknown outcome can repeat all in their order
public record Submitter(
    Consumer<Outcome> reply, Runnable retry, Executor wakeBy, BooleanSupplier isWithdrawn) {
  /// A submitter that withdraws nothing.
  public Submitter(Consumer<Outcome> reply, Runnable retry, Executor wakeBy) {
    this(reply, retry, wakeBy, () -> false);
  }

  /// A submitter with one command.
  public Submitter(Consumer<Outcome> reply, Runnable retry) {
    this(reply, retry, Runnable::run);
  }
}
