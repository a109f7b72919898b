package gochat.cluster;

import gochat.room.Command;
import gochat.room.RoomId;
import gochat.shard.Follower;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import gochat.shard.Turn;
import java.util.function.LongConsumer;

/// The rooms of this server, whose followers hear of other servers too.
record SharedRooms(Rooms own, Interests interests) implements Rooms {
  @Override
  public boolean submit(RoomId room, Command command, Submitter by) {
    return own.submit(room, command, by);
  }

  @Override
  public void follow(RoomId room, Follower follower, long after, long known) {
    interests.follow(room, () -> own.follow(room, follower, after, known));
  }

  @Override
  public void trim(RoomId room, long to, LongConsumer done) {
    own.trim(room, to, done);
  }

  @Override
  public void change(RoomId room, Runnable change, Runnable done) {
    own.change(room, change, done);
  }

  @Override
  public void forget(RoomId room) {
    own.forget(room);
  }

  @Override
  public void told(RoomId room, long head) {
    own.told(room, head);
  }

  @Override
  public void told(Turn turn) {
    own.told(turn);
  }

  @Override
  public void fence(Runnable reached) {
    own.fence(reached);
  }
}
