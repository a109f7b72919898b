package gochat.retention;

import gochat.journal.JournalException;
import gochat.journal.Retention;
import gochat.journal.Retention.Ruled;
import gochat.pause.Rest;
import gochat.room.RetentionRule;
import gochat.room.RoomId;
import gochat.shard.Rooms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private final long pauseNanos;
  private final LongAdder removed = new LongAdder();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("retention").unstarted(this::run);

  private RetentionSweep(
      Retention retention, Rules rules, Rooms rooms, InstantSource clock, long pauseNanos) {
    this.retention = retention;
    this.rules = rules;
    this.rooms = rooms;
    this.clock = clock;
    this.pauseNanos = pauseNanos;
  }

  /// Begins on a virtual thread.
  ///
  /// @param pauseNanos the time from the end of a look through the rooms to the next one
  public static RetentionSweep start(
      Retention retention, Rules rules, Rooms rooms, InstantSource clock, long pauseNanos) {
    RetentionSweep sweep = new RetentionSweep(retention, rules, rooms, clock, pauseNanos);
    sweep.thread.start();
    return sweep;
  }

  /// The number of events that were removed since the start.
  public long removedSoFar() {
    return removed.sum();
  }

  private void run() {
    try {
      while (true) {
        try {
          sweep();
        } catch (JournalException e) {
          log.atError().setCause(e).log("old events can't be found");
        }
        pause(Duration.ofNanos(pauseNanos));
      }
    } catch (CancellationException _) {
      // The server stops.
    }
  }

  private void sweep() {
    Rest rest = Rest.asLongAsWork(this::pause);
    for (List<Ruled> page = after(null); !page.isEmpty(); page = after(page.getLast().room())) {
      for (Ruled room : page) {
        if (!room.room().equals(RoomId.AUDIT)) {
          trim(room, rest);
        }
      }
      rest.take();
    }
    trim(retention.ruled(RoomId.AUDIT, rules.audit(), clock.millis()), rest);
  }

  private List<Ruled> after(@Nullable RoomId last) {
    return retention.ruled(rules.rooms(), clock.millis(), last, ROOMS_AT_ONCE);
  }

  private void trim(Ruled room, Rest rest) {
    long floor = room.floor();
    boolean isRising = true;
    while (floor < room.due() && isRising) {
      CompletableFuture<Long> done = new CompletableFuture<>();
      rooms.trim(room.room(), room.due(), done::complete);
      CompletableFuture.anyOf(done, closing).join();
      long next = done.getNow(floor);
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

  /// @throws CancellationException when the server stops
  private void pause(Duration duration) {
    try {
      closing.get(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return;
    } catch (InterruptedException _) {
      // As when the server stops.
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
    throw new CancellationException();
  }

  /// Waits for the running work of the store, but not for a shard, which may have failed.
  @Override
  public void close() {
    closing.complete(null);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
