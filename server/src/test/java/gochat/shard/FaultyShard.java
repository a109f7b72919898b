package gochat.shard;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// A shard with one mistake in it, if it is one of a shard.
public final class FaultyShard extends Shard {
  private final Fault fault;

  public FaultyShard(
      Journal journal,
      ShardConfig config,
      InstantSource clock,
      Consumer<List<Turn>> observer,
      Fault fault) {
    super(
        journal,
        config,
        clock,
        observer,
        new FaultyMemory(journal, config.textBytesMax(), clock, observer, fault));
    this.fault = fault;
  }

  @Override
  AppendResult append(List<RoomTurn> turns) {
    for (RoomTurn turn : turns) {
      if (fault == Fault.DELIVER_BEFORE_APPEND) {
        ((FaultyRoom) turn.room()).deliverEarly(turn.toTurn());
      }
      if (fault == Fault.ANSWER_BEFORE_APPEND) {
        turn.answer();
      }
    }
    return super.append(turns);
  }
}
