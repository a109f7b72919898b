package gochat.bench.attack;

import gochat.v1.ClientFrame;
import gochat.v1.CreateRoomRequest;
import gochat.v1.RoomKind;

/// Creates one room after the other.
final class RoomFlood extends ApiFlood {
  RoomFlood() {
    super(200, "THROTTLED", "The rooms that an account creates in an hour are limited.");
  }

  @Override
  Script script(Attacker attacker) {
    String name = attacker.newName();
    return turn ->
        ClientFrame.newBuilder()
            .setCreateRoom(
                CreateRoomRequest.newBuilder()
                    .setName(name + "-" + turn)
                    .setKind(RoomKind.ROOM_KIND_PUBLIC));
  }
}
