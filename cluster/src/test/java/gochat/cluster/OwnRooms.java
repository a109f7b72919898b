package gochat.cluster;

import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Follower;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import gochat.shard.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Rooms of a server that say what they are told. Their requests end when the test lets them.
final class OwnRooms implements Rooms {
  final List<String> done = new ArrayList<>();
  private final List<Runnable> fences = new ArrayList<>();

  void endFences() {
    fences.forEach(Runnable::run);
  }

  @Override
  public boolean submit(RoomId room, Command command, Submitter by) {
    throw new AssertionError("not needed");
  }

  @Override
  public void follow(RoomId room, Follower follower, long after, long known) {
    throw new AssertionError("not needed");
  }

  @Override
  public void trim(RoomId room, long to, LongConsumer trimmed) {
    throw new AssertionError("not needed");
  }

  @Override
  public void change(RoomId room, Runnable change, Runnable changed) {
    throw new AssertionError("not needed");
  }

  @Override
  public void forget(RoomId room) {
    done.add("forget");
  }

  @Override
  public void told(RoomId room, long head) {
    done.add("told " + head);
  }

  @Override
  public void told(Turn turn) {
    done.add("told events " + turn.entries().stream().map(LogEntry::seq).toList());
  }

  @Override
  public void fence(Runnable reached) {
    done.add("fence");
    fences.add(reached);
  }
}
