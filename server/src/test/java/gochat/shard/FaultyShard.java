package gochat.shard;

import gochat.journal.Journal;
import gochat.room.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A shard with one mistake in it, to show that the simulation finds such mistakes.
public final class FaultyShard extends Shard {
  public enum Fault {
    NONE,
    DELIVER_BEFORE_APPEND,
    ANSWER_BEFORE_APPEND,
    NO_FORGET,
    /// Of the journal: it does not know the message ids that it holds.
    NO_DEDUPE
  }

  private final Fault fault;

  public FaultyShard(Journal journal, ShardConfig config, Fault fault) {
    super(journal, config, InstantSource.fixed(Instant.EPOCH));
    this.fault = fault;
  }

  @Override
  boolean record(List<RoomTurn> turns) {
    for (RoomTurn turn : turns) {
      if (fault == Fault.DELIVER_BEFORE_APPEND) {
        super.deliver(turn.room(), turn.toTurn());
      }
      if (fault == Fault.ANSWER_BEFORE_APPEND) {
        turn.answer();
      }
    }
    return super.record(turns);
  }

  @Override
  void deliver(LiveRoom room, Turn turn) {
    if (fault != Fault.DELIVER_BEFORE_APPEND) {
      super.deliver(room, turn);
    }
  }

  @Override
  void forget(RoomId id) {
    if (fault != Fault.NO_FORGET) {
      super.forget(id);
    }
  }
}
