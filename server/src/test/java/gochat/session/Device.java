package gochat.session;

import gochat.account.User;
import gochat.presence.PresenceTracker.Availability;
import gochat.room.RoomId;
import gochat.session.FollowWishes.Cursor;
import gochat.session.FollowWishes.From;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of a user's devices. It keeps a cursor for each room, reads slowly, goes away and comes
/// back.
final class Device implements Participant {
  private final World world;
  private final User user;
  private final RandomScript script;
  private final Map<RoomId, Cursor> cursors = new HashMap<>();
  private @Nullable DeviceStream stream;

  Device(World world, User user, RandomScript script) {
    this.world = world;
    this.user = user;
    this.script = script;
  }

  @Override
  public void step() {
    DeviceStream current = stream;
    if (current == null) {
      connect();
      return;
    }
    int dice = world.random.nextInt(world.isHealed() ? 6 : 16);
    if (!current.hasBegun() && dice != 6) {
      return;
    }
    switch (dice) {
      case 0, 1, 2, 3, 4 -> read(current);
      case 6 -> interrupt(current);
      case 5 -> script.repeat(current);
      default -> script.goOn(current);
    }
  }

  private void connect() {
    if (world.servers().areStopping() || (world.hasOneDevice(user) && isStillHere())) {
      return;
    }
    stream = new DeviceStream(world, user, wishes());
    stream.open();
  }

  /// Whether the server does not yet know that the previous stream has ended.
  private boolean isStillHere() {
    return world.servers().main().presenceTracker.presence(user.id()).availability()
        != Availability.OFFLINE;
  }

  private FollowWishes wishes() {
    List<Cursor> kept =
        cursors.values().stream()
            .filter(cursor -> cursor.room().equals(RoomId.LOBBY) || !world.oneIn(10))
            .toList();
    List<RoomId> rooms = world.rooms.stream().filter(_ -> world.oneIn(5)).toList();
    int catchUpMax = world.oneIn(3) ? 1 + world.random.nextInt(4) : 0;
    Set<UUID> watched = world.random.nextBoolean() ? Set.of() : Set.of(anyUser());
    return new FollowWishes(kept, world.anyOf(List.of(From.values())), rooms, catchUpMax, watched);
  }

  private UUID anyUser() {
    return world.anyOf(world.users).id();
  }

  private void interrupt(DeviceStream current) {
    if (world.random.nextBoolean()) {
      current.leave();
    } else {
      current.disconnect();
      stream = null;
    }
  }

  private void read(DeviceStream current) {
    current.read(1 + world.random.nextInt(8), cursors);
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
  public void sweep() {
    if (stream != null) {
      stream.sweep();
    }
  }

  @Override
  public void connectionLost() {
    stream = null;
    script.connectionLost();
  }

  @Override
  public @Nullable String online() {
    return stream == null || stream.hasEnded() ? null : stream.name();
  }

  @Override
  public boolean isSettled() {
    DeviceStream current = stream;
    return current != null
        && !current.hasEnded()
        && current.isComplete(world.roomsOf(user.id()))
        && !script.isOpen();
  }

  @Override
  public String toString() {
    return user.name() + " by " + (stream == null ? "none" : stream.name());
  }
}
