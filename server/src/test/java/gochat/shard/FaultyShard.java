package gochat.shard;

import static gochat.checker.Invariant.ACKNOWLEDGED_IS_STORED;
import static gochat.checker.Invariant.AUDITED;
import static gochat.checker.Invariant.HEAD_REACHED;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.MEMBERS_ONLY;
import static gochat.checker.Invariant.ONE_CONTENT;
import static gochat.checker.Invariant.ORDERLY_STOP;
import static gochat.checker.Invariant.REAL_TIME;
import static gochat.checker.Invariant.RECEIPTS_ADVANCE;
import static gochat.checker.Invariant.RIGHTFUL;
import static gochat.checker.Invariant.SEEN_IS_STORED;
import static gochat.checker.Invariant.SETTLED;
import static gochat.checker.Invariant.TOLD_ONCE;

import gochat.checker.Invariant;
import gochat.journal.Journal;
import gochat.journal.Journal.AppendResult;
import gochat.journal.JournalException;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.Room;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.RoomPolicy;
import gochat.room.Standing;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A shard with one planted fault, if the fault is one of a shard or of its rooms.
public final class FaultyShard extends Shard {
  /// A fault that can be planted in a server, with the invariant that it breaks most clearly, to
  /// show that the checks find such faults.
  public enum Fault {
    NONE(null),
    DELIVER_BEFORE_APPEND(SEEN_IS_STORED),
    ANSWER_BEFORE_APPEND(ACKNOWLEDGED_IS_STORED),
    NO_FORGET(HEAD_REACHED),
    /// After a conflict, requests are decided again on the state before it.
    CONFLICT_DECIDED_ON_OLD_STATE(REAL_TIME),
    /// Events that another server recorded are taken over, and the followers do not get them.
    TAIL_NOT_DELIVERED(HEAD_REACHED),
    /// A follower has read more than the room in memory knows, which does not catch up.
    FOLLOWER_AHEAD_IGNORED(HEAD_REACHED),
    /// What another server tells is not read.
    TOLD_HEAD_IGNORED(HEAD_REACHED),
    /// Events that another server tells are taken over though earlier ones are missing.
    TOLD_GAP_IGNORED(HEAD_REACHED),
    /// Events that another server tells are taken over though they are known.
    TOLD_EVENTS_TAKEN_TWICE(IN_SEQUENCE),
    /// A room leaves memory while it has followers.
    EVICTED_WITH_FOLLOWERS(HEAD_REACHED),
    /// Of the journal: it does not know the message ids that it holds.
    NO_DEDUPE(HEAD_REACHED),
    /// Of the journal: turns are recorded whatever the heads that they expect.
    APPEND_UNCONDITIONAL(ACKNOWLEDGED_IS_STORED),
    /// Of the same: a server that others have found dead goes on recording.
    FENCED_LIFE_APPENDS(RIGHTFUL),
    /// Of the same: a server that finds out that acknowledged events are lost does not begin the
    /// next epoch.
    EPOCH_KEPT(ACKNOWLEDGED_IS_STORED),
    /// Of the same: entries of the audit log get lost.
    ENTRIES_LOST(AUDITED),
    /// Of the notes: those of a transaction that ends late are passed over.
    NOTE_SKIPPED(HEAD_REACHED),
    /// Every user may follow every room.
    NO_RIGHTS_CHECK(MEMBERS_ONLY),
    /// A member that leaves a room in the course of a turn gets the rest of the turn too.
    DEPARTURE_IGNORED(MEMBERS_ONLY),
    /// A deleted text stays in memory, for followers that go live later.
    REDACTION_FORGOTTEN(ONE_CONTENT),
    /// The same of topics that were changed.
    TOPIC_NOT_ERASED(ONE_CONTENT),
    /// A follower that goes live gets the last event before its position again.
    RESUME_TOO_EARLY(IN_SEQUENCE),
    /// A follower that goes live misses the first event behind its position.
    RESUME_TOO_LATE(IN_SEQUENCE),
    /// Of the session: a stream passes removed events without a word.
    REMOVAL_UNTOLD(IN_SEQUENCE),
    /// Of the session: a room without a cursor begins at its end, also for a client that was away
    /// when its user joined.
    JOINED_IGNORED(IN_SEQUENCE),
    /// Of the session: a stream is not told of a room that its user entered while it opened.
    ARRIVAL_FORGOTTEN(HEAD_REACHED),
    /// Of the call that marks a room as read: the user's other devices are not told.
    MARKER_UNTOLD(SETTLED),
    /// Of the same: it is answered without being recorded.
    MARKER_UNRECORDED(RECEIPTS_ADVANCE),
    /// Of the outlet: its session is told that it has drained in the middle of an offer.
    DRAINED_WITHIN_OFFER(TOLD_ONCE),
    /// Of the session: a private message does not wait for earlier posts of its stream.
    POSTS_NOT_AWAITED(IN_SEQUENCE),
    /// Of the session: a message to a room does not wait until other servers have passed on an
    /// earlier private one.
    WHISPER_NOT_AWAITED(IN_SEQUENCE),
    /// Of the session: a private message from another server is shown at once.
    WHISPER_WITHOUT_PLACE(IN_SEQUENCE),
    /// Of the session: a stream that opens while the server stops does not end.
    STOP_UNHEARD(ORDERLY_STOP);

    private final @Nullable Invariant breaks;

    Fault(@Nullable Invariant breaks) {
      this.breaks = breaks;
    }

    public Invariant breaks() {
      return Objects.requireNonNull(breaks);
    }
  }

  private final Journal journal;
  private final Fault fault;

  public FaultyShard(
      Journal journal,
      ShardConfig config,
      InstantSource clock,
      ShardObserver observer,
      Fault fault) {
    super(
        journal,
        config,
        clock,
        observer,
        new FaultyMemory(journal, config.policy(), clock, observer, fault));
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
    private final Journal journal;
    private final Fault fault;
    private boolean isSweeping;

    FaultyMemory(
        Journal journal,
        RoomPolicy policy,
        InstantSource clock,
        ShardObserver observer,
        Fault fault) {
      super(journal, policy, clock, observer);
      this.journal = journal;
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

    @Override
    void readOn(RoomId id) {
      // Other faults leave a state that can't take over anything.
      if (faulty(id).isConsistent()) {
        super.readOn(id);
      }
    }

    @Override
    void told(Request.Told told) {
      RoomId id = told.room();
      boolean isHere = !missing(Set.of(id)).contains(id);
      // Other faults leave a state that can't take over anything.
      if (fault != Fault.TOLD_HEAD_IGNORED && isHere && faulty(id).isConsistent()) {
        FaultyRoom room = faulty(id);
        room.isCatchingUp = true;
        if (fault == Fault.TOLD_EVENTS_TAKEN_TWICE && told.head() == room.head()) {
          told.entries().forEach(entry -> recorded(room, entry));
        }
        if (fault == Fault.TOLD_GAP_IGNORED) {
          takeOver(told);
        }
        super.told(told);
        room.isCatchingUp = false;
      }
    }

    /// Takes over events without those before them.
    private void takeOver(Request.Told told) {
      RoomId id = told.room();
      LiveRoom room = faulty(id);
      long known = room.head();
      List<LogEntry> entries = told.after(known);
      try {
        List<LogEntry> log = journal.read(id, known, Integer.MAX_VALUE, Integer.MAX_VALUE);
        // Others may have removed the beginning.
        if (!entries.isEmpty() && !log.isEmpty() && log.getFirst().seq() == known + 1) {
          log.stream().filter(entry -> entry.seq() <= told.head()).forEach(room.state()::apply);
          entries.forEach(entry -> recorded(room, entry));
        }
      } catch (JournalException _) {
        forget(id);
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

    boolean isConsistent() {
      return state().head() == head();
    }

    @Override
    boolean isReadableBy(UUID user, Standing standing) {
      return fault == Fault.NO_RIGHTS_CHECK || super.isReadableBy(user, standing);
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
    void deliver(Turn turn, IntConsumer delivered) {
      boolean isLost =
          fault == Fault.DELIVER_BEFORE_APPEND
              || (fault == Fault.TAIL_NOT_DELIVERED && isCatchingUp);
      if (!isLost) {
        super.deliver(turn, delivered);
      }
    }

    void deliverEarly(Turn turn) {
      super.deliver(turn, _ -> {});
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
