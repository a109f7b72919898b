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

/// Has rooms do what callers want, and tells what came of it. Waits for room in the inbox of the
/// room's shard if the caller does, and never for the outcome.
final class RoomCommands {
  private final Rooms rooms;
  private final Rejections rejections;

  RoomCommands(Rooms rooms, Rejections rejections) {
    this.rooms = rooms;
    this.rejections = rejections;
  }

  /// Submits `command` and says what to answer to `request`.
  ///
  /// @param done what to answer when it is recorded, from the event's seq; 0 when all was so
  ///   already
  CompletionStage<Message> submit(
      Caller caller, Message request, RoomId room, Command command, LongFunction<Message> done) {
    return submit(caller, room, command)
        .thenApply(outcome -> answer(outcome, request, done, Failures::outcomeUnknown));
  }

  /// The outcome completes on the shard's thread.
  CompletableFuture<Outcome> submit(Caller caller, RoomId room, Command command) {
    return submit(caller, by -> rooms.submit(room, command, by));
  }

  /// @param submission hands something over, if it is taken: as [Rooms#submit]
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

  /// What to answer to `request`.
  ///
  /// @param unknown the failure when the outcome is unknown
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
          throw new IllegalStateException("not an outcome of what is recorded: " + outcome);
    };
  }
}
