package gochat.session;

import gochat.account.User;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of a user's devices: it keeps a cursor for each room, reads slowly, goes away and comes
/// back.
final class Device implements Participant {
  private final Cast cast;
  private final World world;
  private final User user;
  private final Whims whims;
  private final Map<RoomId, Cursor> cursors = new HashMap<>();
  private final List<DeviceStream> streams = new ArrayList<>();
  private @Nullable DeviceStream stream;

  Device(Cast cast, User user, Whims whims) {
    this.cast = cast;
    this.world = cast.world;
    this.user = user;
    this.whims = whims;
  }

  @Override
  public void step() {
    DeviceStream current = stream;
    if (current == null) {
      connect();
      return;
    }
    switch (world.random().nextInt(world.isHealed() ? 6 : 16)) {
      case 0, 1, 2, 3, 4 -> read(current);
      case 5 -> whims.repeat(current);
      case 6 -> interrupt(current);
      default -> whims.follow(current);
    }
  }

  private void connect() {
    if (world.life().isStopping) {
      return;
    }
    DeviceStream next = new DeviceStream(cast, user, wishes());
    stream = next;
    streams.add(next);
    next.open();
  }

  private FollowWishes wishes() {
    List<Cursor> kept =
        cursors.values().stream()
            .filter(cursor -> cursor.room().equals(RoomId.LOBBY) || !world.oneIn(10))
            .toList();
    List<RoomId> rooms = cast.rooms.stream().filter(_ -> world.oneIn(5)).toList();
    int catchUpMax = world.oneIn(3) ? 1 + world.random().nextInt(4) : 0;
    Set<UUID> watched = world.random().nextBoolean() ? Set.of() : Set.of(anyUser());
    return new FollowWishes(kept, rooms, catchUpMax, watched);
  }

  private UUID anyUser() {
    return world.anyOf(cast.users).id();
  }

  private void interrupt(DeviceStream current) {
    if (world.random().nextBoolean()) {
      current.leave();
    } else {
      current.disconnect();
      stream = null;
    }
  }

  private void read(DeviceStream current) {
    current.read(1 + world.random().nextInt(8), cursors);
    if (current.hasEnded() && current.isDrained()) {
      stream = null;
    }
  }

  @Override
  public void serverStops() {
    if (stream != null) {
      stream.shutDown();
    }
  }

  @Override
  public boolean isWaitedFor() {
    return stream != null && !stream.hasEnded();
  }

  @Override
  public void connectionLost() {
    stream = null;
  }

  @Override
  public boolean isSettled() {
    DeviceStream current = stream;
    return current != null
        && !current.hasEnded()
        && current.isComplete(cast.roomsOf(user.id()))
        && !whims.isOpen();
  }

  @Override
  public void check() {
    streams.forEach(DeviceStream::check);
  }

  @Override
  public String toString() {
    return user.name() + " by " + (stream == null ? "none" : stream.id());
  }
}
