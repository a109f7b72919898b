package gochat.retention;

import gochat.journal.Retention;
import gochat.journal.Retention.Ruled;
import gochat.pause.Repetition;
import gochat.pause.Rest;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.shard.Rooms;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks through all rooms again and again, and has their shards remove what the rules no longer
/// keep: the part of one turn at a time. It rests as long as it works, so that others come first.
public final class RetentionSweep implements AutoCloseable {
  /// @param rooms the rule of all rooms
  /// @param audit the only rule of the audit log
  public record Rules(RetentionRule rooms, RetentionRule audit) {}

  private static final Logger log = LoggerFactory.getLogger(RetentionSweep.class);
  private static final int ROOMS_AT_ONCE = 100;

  private final Retention retention;
  private final Rules rules;
  private final Rooms rooms;
  private final InstantSource clock;
  private final LongAdder removed = new LongAdder();
  private final Repetition repetition;

  private RetentionSweep(
      Retention retention, Rules rules, Rooms rooms, InstantSource clock, long pauseNanos) {
    this.retention = retention;
    this.rules = rules;
    this.rooms = rooms;
    this.clock = clock;
    repetition =
        Repetition.start(
            "retention",
            pauseNanos,
            this::sweep,
            e -> log.atError().setCause(e).log("old events can't be found"));
  }

  /// Begins on a virtual thread.
  ///
  /// @param pauseNanos the time from the end of a look through the rooms to the next one
  public static RetentionSweep start(
      Retention retention, Rules rules, Rooms rooms, InstantSource clock, long pauseNanos) {
    return new RetentionSweep(retention, rules, rooms, clock, pauseNanos);
  }

  /// The number of events that were removed since the start.
  public long removedSoFar() {
    return removed.sum();
  }

  private void sweep(Repetition by) {
    Rest rest = Rest.asLongAsWork(by);
    for (List<Ruled> page = after(null); !page.isEmpty(); page = after(page.getLast().room())) {
      for (Ruled room : page) {
        if (!room.room().equals(RoomId.AUDIT)) {
          trim(room, by, rest);
        }
      }
      rest.take();
    }
    trim(retention.ruled(RoomId.AUDIT, rules.audit(), clock.millis()), by, rest);
  }

  private List<Ruled> after(@Nullable RoomId last) {
    return retention.ruled(rules.rooms(), clock.millis(), last, ROOMS_AT_ONCE);
  }

  private void trim(Ruled room, Repetition by, Rest rest) {
    long floor = room.floor();
    boolean isRising = true;
    while (floor < room.due() && isRising) {
      CompletableFuture<Long> done = new CompletableFuture<>();
      rooms.trim(room.room(), room.due(), done::complete);
      by.await(done);
      long next = done.join();
      isRising = next > floor;
      if (isRising) {
        removed.add(next - floor);
        floor = next;
      }
      rest.take();
    }
    if (floor > room.floor()) {
      log.atDebug()
          .addKeyValue("room", room.room().value())
          .addKeyValue("events", floor - room.floor())
          .log("old events removed");
    }
  }

  /// Waits for the running work of the store, but not for a shard, which may have failed.
  @Override
  public void close() {
    repetition.close();
  }
}
