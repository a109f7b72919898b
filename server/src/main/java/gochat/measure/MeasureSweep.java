package gochat.measure;

import gochat.journal.Journal;
import gochat.journal.RoomDirectory;
import gochat.pause.Repetition;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for bans and mutes whose end has come, again and again, the first time at once, and has
/// the shards of their rooms record the ends. If another server or a turn was faster, a room has
/// nothing to record.
public final class MeasureSweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MeasureSweep.class);
  private static final int ROOMS_AT_ONCE = 100;

  private final Journal journal;
  private final RoomDirectory directory;
  private final Rooms rooms;
  private final InstantSource clock;
  private final Repetition repetition;

  private MeasureSweep(
      Journal journal, RoomDirectory directory, Rooms rooms, InstantSource clock, long pauseNanos) {
    this.journal = journal;
    this.directory = directory;
    this.rooms = rooms;
    this.clock = clock;
    repetition =
        Repetition.start(
            "measures",
            pauseNanos,
            this::sweep,
            e -> log.atError().setCause(e).log("ends of bans and mutes can't be found"));
  }

  /// Begins on a virtual thread.
  ///
  /// @param clock the one by which the rooms record ends
  /// @param pauseNanos the time from the end of a look to the next one
  public static MeasureSweep start(
      Journal journal, RoomDirectory directory, Rooms rooms, InstantSource clock, long pauseNanos) {
    return new MeasureSweep(journal, directory, rooms, clock, pauseNanos);
  }

  private void sweep(Repetition by) {
    List<CompletableFuture<Outcome>> ends = new ArrayList<>();
    for (RoomId room : directory.roomsWithDueEnds(clock.millis(), ROOMS_AT_ONCE)) {
      CompletableFuture<Outcome> end = new CompletableFuture<>();
      // The shard may not have heard of the measure, which another server has recorded.
      rooms.told(room, journal.head(room));
      // A full inbox takes it at a later look.
      if (rooms.submit(room, new Command.EndMeasures(), new Submitter(end::complete, () -> {}))) {
        ends.add(end);
      }
    }
    by.await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)));
  }

  /// Waits for the running look, but not for a shard, which may have failed.
  @Override
  public void close() {
    repetition.close();
  }
}
