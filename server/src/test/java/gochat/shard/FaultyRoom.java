package gochat.shard;

import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A room of a [FaultyShard].
final class FaultyRoom extends LiveRoom {
  private final Fault fault;

  /// Whether it leaves memory because nobody uses it.
  boolean isEvicted;

  /// Whether it is told what others have recorded.
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
            || (fault == Fault.TOPIC_NOT_ERASED && last.event() instanceof RoomEvent.TopicChanged);
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
        fault == Fault.DELIVER_BEFORE_APPEND || (fault == Fault.TAIL_NOT_DELIVERED && isCatchingUp);
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
