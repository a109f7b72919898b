package gochat.session;

import gochat.checker.Invariant;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.RoomKind;
import gochat.shard.Rooms;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user who is in no room, and asks to follow private ones and conversations, without the checks
/// of a session.
final class Intruder implements Participant {
  private final class Attempt implements Feed.Owner {
    final SlowOutlet outlet = new SlowOutlet();
    final Feed feed;

    Attempt(RoomId room) {
      Lane lane = world.life().newLane();
      Services services = world.life().services;
      CatchUp catchUp = new CatchUp(lane, services.journal(), outlet);
      Recipient recipient = new Recipient(user, null, outlet, catchUp);
      feed = new Feed(lane, services.rooms(), room, recipient, this);
    }

    @Override
    public void joined() {
      world.history().violated(Invariant.MEMBERS_ONLY, "an intruder came in");
    }

    @Override
    public void refused() {
      attempt = null;
    }

    @Override
    public void departed(LogEntry departure) {
      world.history().violated(Invariant.MEMBERS_ONLY, "an intruder left by " + departure);
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      attempt = null;
    }
  }

  private final World world;
  private final UUID user;
  private @Nullable Attempt attempt;

  Intruder(World world) {
    this.world = world;
    user = world.newUuid();
  }

  @Override
  public void step() {
    RoomId room = world.anyOf(world.rooms());
    RoomKind kind = world.disk().room(room).kind();
    if (attempt == null && (kind == RoomKind.PRIVATE || kind == RoomKind.DIRECT)) {
      Attempt next = new Attempt(room);
      attempt = next;
      long after = world.anyOf(List.of(Rooms.HEAD, 0L, world.disk().head(room)));
      next.feed.lane().execute(() -> next.feed.start(after));
    } else if (attempt != null && !attempt.outlet.isDrained()) {
      world.history().violated(Invariant.MEMBERS_ONLY, "an intruder got " + attempt.outlet.take());
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
}
