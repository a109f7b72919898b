package gochat.bench.parts;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Known;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomSnapshot;
import java.util.List;

/// A journal that takes everything and keeps nothing.
final class ForgetfulJournal implements Journal {
  @Override
  public AppendResult append(List<Batch> batches) {
    return AppendResult.STORED;
  }

  @Override
  public List<Known> lookUp(RoomId room, List<Command> commands) {
    return commands.stream().map(Known::ofNothing).toList();
  }

  @Override
  public RoomSnapshot load(RoomId room) {
    return RoomSnapshot.empty(room);
  }

  @Override
  public List<LogEntry> read(RoomId room, long after, int entriesMax, int bytesMax) {
    return List.of();
  }

  @Override
  public long head(RoomId room) {
    return 0;
  }

  @Override
  public long epoch() {
    return 1;
  }
}
