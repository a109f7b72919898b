package gochat.api;

import com.google.protobuf.Message;
import gochat.room.Command;
import gochat.room.Rejection;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Submits commands to rooms and makes the replies. Waits for space in the shard's inbox if the
/// caller waits, and never for the outcome.
final class RoomCommands {
  private final Rooms rooms;
  private final Rejections rejections;

  RoomCommands(Rooms rooms, Rejections rejections) {
    this.rooms = rooms;
    this.rejections = rejections;
  }

  /// Submits `command`.
  ///
  /// @param done the reply to `request` when the command was recorded, from the event's seq; 0 when
  ///   the command changed nothing
  CompletionStage<Message> submit(
      Caller caller, Message request, RoomId room, Command command, LongFunction<Message> done) {
    return submit(caller, room, command)
        .thenApply(outcome -> answer(outcome, request, done, Failures::outcomeUnknown));
  }

  /// Submits `command`. The outcome completes on the shard's thread.
  CompletableFuture<Outcome> submit(Caller caller, RoomId room, Command command) {
    return submit(caller, by -> rooms.submit(room, command, by));
  }

  /// @param submission submits a command; returns whether it was taken, as [Rooms#submit]
  CompletableFuture<Outcome> submit(Caller caller, Predicate<Submitter> submission) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    while (true) {
      CountDownLatch room = new CountDownLatch(1);
      if (submission.test(new Submitter(outcome::complete, room::countDown, caller.wakeBy()))) {
        return outcome;
      }
      if (!caller.waitsForRoom()) {
        throw Failures.busy();
      }
      await(room);
    }
  }

  private static void await(CountDownLatch room) {
    try {
      room.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.busy();
    }
  }

  /// The reply to `request`.
  ///
  /// @param unknown the failure for an unknown outcome
  /// @throws StatusRuntimeException when the call fails
  Message answer(
      Outcome outcome,
      Message request,
      LongFunction<Message> done,
      Supplier<StatusRuntimeException> unknown) {
    return switch (outcome) {
      case Outcome.Stored(long seq) -> done.apply(seq);
      case Outcome.Unchanged _ -> done.apply(0);
      case Outcome.Rejected(Rejection reason) -> rejections.toRefusal(reason, request);
      case Outcome.Unknown _ -> throw unknown.get();
      case Outcome.Passed _, Outcome.Undelivered _, Outcome.Crowded _ ->
          throw new IllegalStateException("not the outcome of a recorded command: " + outcome);
    };
  }
}
