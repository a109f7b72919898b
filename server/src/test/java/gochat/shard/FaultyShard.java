package gochat.shard;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shard with one planted fault, if the fault is one of a shard or of its rooms.
public final class FaultyShard extends Shard {
  private final Journal journal;
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
    this.journal = journal;
    this.fault = fault;
  }

  /// With [Fault#POSTS_NOT_AWAITED], messages of the first contract, which have no id, are
  /// confirmed before they are recorded.
  @Override
  public boolean submit(RoomId room, Command command, Submitter by) {
    boolean isHasty =
        fault == Fault.POSTS_NOT_AWAITED
            && command instanceof Command.Post post
            && post.messageId() == null;
    if (!isHasty) {
      return super.submit(room, command, by);
    }
    boolean isTaken = super.submit(room, command, new Submitter(_ -> {}, by.retry(), by.wakeBy()));
    if (isTaken) {
      by.reply().accept(new Outcome.Stored(0));
    }
    return isTaken;
  }

  @Override
  AppendResult append(List<RoomTurn> turns) {
    for (RoomTurn turn : turns) {
      if (fault == Fault.DELIVER_BEFORE_APPEND) {
        ((FaultyRoom) turn.room()).deliverEarly(turn.toTurn(journal.epoch()));
      }
      if (fault == Fault.ANSWER_BEFORE_APPEND) {
        turn.answer();
      }
    }
    return super.append(turns);
  }

  private static final class FaultyMemory extends RoomMemory {
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

  private static final class FaultyRoom extends LiveRoom {
    private final Fault fault;

    /// Whether it leaves memory because it is unused.
    boolean isEvicted;

    /// Whether it takes over events that other servers recorded.
    boolean isCatchingUp;

    FaultyRoom(Room state, Fault fault) {
      super(state);
      this.fault = fault;
    }

    @Override
    boolean isReadableBy(UUID user) {
      return fault == Fault.NO_RIGHTS_CHECK || super.isReadableBy(user);
    }

    @Override
    void admit(Follower follower, long after) {
      boolean isEarly = fault == Fault.RESUME_TOO_EARLY && after > 0;
      boolean isLate = fault == Fault.RESUME_TOO_LATE && after < head();
      super.admit(follower, isEarly ? after - 1 : isLate ? after + 1 : after);
    }

    @Override
    void redact(LogEntry last) {
      boolean isForgotten =
          fault == Fault.REDACTION_FORGOTTEN
              || (fault == Fault.TOPIC_NOT_ERASED
                  && last.event() instanceof RoomEvent.TopicChanged);
      if (!isForgotten) {
        super.redact(last);
      }
    }

    @Override
    void reset(Room state) {
      if (fault != Fault.CONFLICT_DECIDED_ON_OLD_STATE) {
        super.reset(state);
      }
    }

    @Override
    boolean isFollowed() {
      return fault != Fault.EVICTED_WITH_FOLLOWERS && super.isFollowed();
    }

    @Override
    void detachFollowers() {
      if (fault != Fault.EVICTED_WITH_FOLLOWERS || !isEvicted) {
        super.detachFollowers();
      }
    }

    @Override
    void deliver(Turn turn) {
      boolean isLost =
          fault == Fault.DELIVER_BEFORE_APPEND
              || (fault == Fault.TAIL_NOT_DELIVERED && isCatchingUp);
      if (!isLost) {
        super.deliver(turn);
      }
    }

    void deliverEarly(Turn turn) {
      super.deliver(turn);
    }

    @Override
    Delivery delivery(Turn turn) {
      return fault == Fault.DEPARTURE_IGNORED ? new WithoutDepartures(turn) : super.delivery(turn);
    }

    private static final class WithoutDepartures extends Delivery {
      WithoutDepartures(Turn turn) {
        super(turn);
      }

      @Override
      public @Nullable LogEntry departure(UUID user) {
        return null;
      }
    }
  }
}
