package gochat.session;

import gochat.account.FakeIdentities;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.room.Room;
import gochat.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Users, of whom some have two devices, and places where rooms are or may be made.
final class Cast implements Scenario {
  final World world;
  final Ledger ledger;
  final List<User> users = new ArrayList<>();
  final List<RoomId> rooms = new ArrayList<>();

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
  public void serverLost() {
    ledger.serverLost();
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
