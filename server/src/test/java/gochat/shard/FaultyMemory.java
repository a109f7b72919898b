package gochat.shard;

import gochat.journal.Journal;
import gochat.room.Room;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// The memory of a [FaultyShard].
final class FaultyMemory extends RoomMemory {
  private final Fault fault;
  private boolean isSweeping;

  FaultyMemory(
      Journal journal,
      int textBytesMax,
      InstantSource clock,
      Consumer<List<Turn>> observer,
      Fault fault) {
    super(journal, textBytesMax, clock, observer);
    this.fault = fault;
  }

  @Override
  void forget(RoomId id) {
    if (isSweeping) {
      faulty(id).isEvicted = true;
    }
    if (fault != Fault.NO_FORGET) {
      super.forget(id);
    }
  }

  @Override
  boolean sweep() {
    isSweeping = true;
    boolean hasMore = super.sweep();
    isSweeping = false;
    return hasMore;
  }

  @Override
  void catchUp(RoomId id, LiveRoom room, Room state) {
    boolean isForAFollower = room.state().head() == room.head();
    if (fault == Fault.FOLLOWER_AHEAD_IGNORED && isForAFollower) {
      return;
    }
    FaultyRoom faulty = (FaultyRoom) room;
    faulty.isCatchingUp = true;
    try {
      super.catchUp(id, room, state);
    } finally {
      faulty.isCatchingUp = false;
    }
  }

  private FaultyRoom faulty(RoomId id) {
    return (FaultyRoom) get(id);
  }

  @Override
  LiveRoom live(Room state) {
    return new FaultyRoom(state, fault);
  }
}
