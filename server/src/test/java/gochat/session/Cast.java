package gochat.session;

import static java.util.stream.Collectors.toSet;

import gochat.account.FakeIdentities;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.room.Room;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Users, of whom some have two devices, and places where rooms are or may be made.
final class Cast implements Scenario {
  final World world;
  final Ledger ledger;
  final List<User> users = new ArrayList<>();
  final List<RoomId> rooms = new ArrayList<>();
  private final Map<UUID, Map<RoomId, Long>> markers = new HashMap<>();
  private long epoch = 1;

  Cast(World world) {
    this.world = world;
    ledger = new Ledger(world);
    for (int i = 0; i < 4; i++) {
      UserKind kind = i == 0 ? UserKind.ADMINISTRATOR : UserKind.ACCOUNT;
      users.add(new User(world.newUuid(), FakeIdentities.name("user" + i), kind));
    }
    rooms.add(RoomId.LOBBY);
    rooms.add(new RoomId("public"));
    rooms.add(new RoomId("private"));
    rooms.add(new RoomId("closed"));
    rooms.add(RoomId.direct(users.get(0).id(), users.get(1).id()));
    rooms.add(RoomId.direct(users.get(1).id(), users.get(2).id()));
  }

  @Override
  public List<Participant> participants() {
    List<Participant> all = new ArrayList<>();
    for (User user : users) {
      List<Act> posts = new ArrayList<>();
      Whims whims = new Whims(this, user, posts);
      all.add(new Device(this, user, whims));
      if (all.size() <= 3) {
        all.add(new Device(this, user, whims));
      }
    }
    all.add(new Intruder(this));
    return all;
  }

  @Override
  public int steps() {
    return 800;
  }

  @Override
  public boolean restoresBackups() {
    return true;
  }

  @Override
  public void serverStarted() {
    world.life().countPresences(users.stream().map(User::id).collect(toSet()));
  }

  @Override
  public void serverLost() {
    ledger.serverLost();
    if (world.disk().chronicle().epoch() != epoch) {
      epoch = world.disk().chronicle().epoch();
      markers.clear();
    }
  }

  /// A read marker was answered to be at `seq`.
  void marked(UUID user, RoomId room, long seq) {
    markers.computeIfAbsent(user, _ -> new HashMap<>()).merge(room, seq, Math::max);
  }

  /// The read markers of `user` as far as they were acknowledged.
  Map<RoomId, Long> markers(UUID user) {
    return Map.copyOf(markers.getOrDefault(user, Map.of()));
  }

  @Override
  public void check() {
    ledger.check();
    Chronicle now = world.disk().chronicle();
    for (RoomId room : now.rooms()) {
      RightsAudit.of(room, now.log(room)).forEach(world::violated);
    }
  }

  Room room(RoomId id) {
    return world.disk().chronicle().room(id);
  }

  /// The rooms that each stream of `user` has to follow.
  List<RoomId> roomsOf(UUID user) {
    return rooms.stream()
        .filter(id -> id.equals(RoomId.LOBBY) || room(id).member(user) != null)
        .toList();
  }
}
