package gochat.shard;

import gochat.room.Command;
import gochat.room.RoomId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/// The rooms of all shards. The hash of a room's id selects its shard.
public final class ShardedRooms implements Rooms {
  private final List<Shard> shards;

  /// @param shards at least one, all with the same journal
  public ShardedRooms(List<? extends Shard> shards) {
    this.shards = List.copyOf(shards);
  }

  private Shard shardOf(RoomId room) {
    return shards.get(Math.floorMod(room.value().hashCode(), shards.size()));
  }

  @Override
  public boolean submit(RoomId room, Command command, Submitter by) {
    return shardOf(room).submit(room, command, by);
  }

  @Override
  public void follow(RoomId room, Follower follower, long after, long known) {
    shardOf(room).follow(room, follower, after, known);
  }

  @Override
  public void trim(RoomId room, long to, LongConsumer done) {
    shardOf(room).trim(room, to, done);
  }

  @Override
  public void change(RoomId room, Runnable change, Runnable done) {
    shardOf(room).change(room, change, done);
  }

  @Override
  public void forget(RoomId room) {
    shardOf(room).forget(room);
  }

  @Override
  public void told(RoomId room, long head) {
    shardOf(room).told(room, head);
  }

  @Override
  public void told(Turn turn) {
    shardOf(turn.room()).told(turn);
  }

  @Override
  public void fence(Runnable reached) {
    AtomicInteger awaited = new AtomicInteger(shards.size());
    Runnable one =
        () -> {
          if (awaited.decrementAndGet() == 0) {
            reached.run();
          }
        };
    shards.forEach(shard -> shard.fence(one));
  }
}
