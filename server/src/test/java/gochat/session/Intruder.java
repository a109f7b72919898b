package gochat.session;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.shard.Rooms;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who is in no room, and asks to follow those that are not for everybody, past all that
/// sessions know.
final class Intruder implements Participant {
  private final class Attempt implements Feed.Owner {
    final SlowOutlet outlet = new SlowOutlet();
    final Feed feed;

    Attempt(RoomId room) {
      feed =
          new Feed(
              world.life().newLane(),
              world.life().services,
              room,
              new Reader(user, null, outlet, new Pace(outlet)),
              this);
    }

    @Override
    public void joined() {
      world.violated("an intruder came in");
    }

    @Override
    public void refused() {
      attempt = null;
    }

    @Override
    public void departed(LogEntry departure) {
      world.violated("an intruder left by " + departure);
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      attempt = null;
    }
  }

  private final Cast cast;
  private final World world;
  private final UUID user;
  private @Nullable Attempt attempt;

  Intruder(Cast cast) {
    this.cast = cast;
    this.world = cast.world;
    user = world.newUuid();
  }

  @Override
  public void step() {
    RoomId room = world.anyOf(cast.rooms);
    RoomKind kind = cast.room(room).kind();
    if (attempt == null && (kind == RoomKind.PRIVATE || kind == RoomKind.DIRECT)) {
      Attempt next = new Attempt(room);
      attempt = next;
      long after = world.anyOf(List.of(Rooms.HEAD, 0L, world.disk().head(room)));
      next.feed.lane().execute(() -> next.feed.start(after));
    } else if (attempt != null && !attempt.outlet.isDrained()) {
      world.violated("an intruder got " + attempt.outlet.take());
    }
  }

  @Override
  public void connectionLost() {
    attempt = null;
  }

  @Override
  public boolean isSettled() {
    return true;
  }

  @Override
  public void check() {
    // Whatever it gets is wrong, and was reported when it came.
  }
}
