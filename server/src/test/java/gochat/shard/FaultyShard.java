package gochat.shard;

import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shard with one mistake in it, if it is one of a shard.
public final class FaultyShard extends Shard {
  private final Fault fault;

  public FaultyShard(
      Journal journal,
      ShardConfig config,
      InstantSource clock,
      Consumer<List<Turn>> observer,
      Fault fault) {
    super(journal, config, clock, observer);
    this.fault = fault;
  }

  @Override
  AppendResult append(List<RoomTurn> turns) {
    for (RoomTurn turn : turns) {
      if (fault == Fault.DELIVER_BEFORE_APPEND) {
        super.deliver(turn.room(), turn.toTurn());
      }
      if (fault == Fault.ANSWER_BEFORE_APPEND) {
        turn.answer();
      }
    }
    return super.append(turns);
  }

  @Override
  void deliver(LiveRoom room, Turn turn) {
    if (fault != Fault.DELIVER_BEFORE_APPEND) {
      super.deliver(room, turn);
    }
  }

  @Override
  void deliver(Audience audience, Turn turn) {
    if (fault == Fault.DEPARTURE_IGNORED) {
      audience.deliver(new WithoutDepartures(turn));
    } else {
      super.deliver(audience, turn);
    }
  }

  @Override
  void forget(RoomId id) {
    if (fault != Fault.NO_FORGET) {
      super.forget(id);
    }
  }

  @Override
  LiveRoom live(Room state) {
    return new FaultyRoom(state);
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

  private final class FaultyRoom extends LiveRoom {
    FaultyRoom(Room state) {
      super(state);
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
  }
}
