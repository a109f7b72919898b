package gochat.api;

import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.v1.RoomChanged;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Submits commands to rooms and makes the replies. Nothing waits.
final class RoomCommands {
  private final Rooms rooms;
  private final Rejections rejections;
  private final LongSupplier epoch;

  /// @param epoch the current epoch of the logs
  RoomCommands(Rooms rooms, Rejections rejections, LongSupplier epoch) {
    this.rooms = rooms;
    this.rejections = rejections;
    this.epoch = epoch;
  }

  /// The reply to a change of a room.
  LongFunction<Message> changed(RoomId room) {
    return seq ->
        RoomChanged.newBuilder()
            .setRoomId(room.value())
            .setEpoch(epoch.getAsLong())
            .setSeq(seq)
            .build();
  }

  /// Submits `command`.
  ///
  /// @param done the reply to `request` when the command was recorded, from the event's seq; 0 when
  ///   the command changed nothing
  Resolved<Message> change(
      Message request, RoomId room, Command command, LongFunction<Message> done) {
    return change(
        room, command, outcome -> answer(outcome, request, done, Failures::outcomeUnknown));
  }

  /// Submits `command`.
  ///
  /// @param answer makes the reply from the outcome
  Resolved<Message> change(RoomId room, Command command, Function<Outcome, Message> answer) {
    return new Resolved.Change<>(by -> rooms.submit(room, command, by), answer);
  }

  /// The reply to `request`.
  ///
  /// @param unknown the failure for an unknown outcome
  /// @throws Failure when the call fails
  Message answer(
      Outcome outcome, Message request, LongFunction<Message> done, Supplier<Failure> unknown) {
    return switch (outcome) {
      case Outcome.Stored(long seq) -> done.apply(seq);
      case Outcome.Unchanged _ -> done.apply(0);
      case Outcome.Rejected refused -> rejections.toRefusal(refused, request);
      case Outcome.Unknown _ -> throw unknown.get();
      case Outcome.Passed _, Outcome.Undelivered _, Outcome.Unconfirmed _, Outcome.Crowded _ ->
          throw new IllegalStateException("not the outcome of a recorded command: " + outcome);
    };
  }
}
