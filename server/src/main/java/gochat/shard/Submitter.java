package gochat.shard;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The one who submits a command: how to tell it the outcome, and when to go on.
///
/// @param reply is told the outcome once, on any thread; it must not wait
/// @param whenRoom is run once, on any thread, when it is worth to try a refused command again; it
///   must not wait
/// @param wakeBy runs what wakes the thread that is to do the work, if that waits, when the
///   submitter has submitted all that it has: with a lane that is when it has handled what it was
///   reading. Else the first of many messages would wake that thread, and get a sync and writes of
///   its own
public record Submitter(Consumer<Outcome> reply, Runnable whenRoom, Executor wakeBy) {
  /// One that has nothing more to submit.
  public Submitter(Consumer<Outcome> reply, Runnable whenRoom) {
    this(reply, whenRoom, Runnable::run);
  }
}
