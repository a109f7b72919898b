package gochat.session;

import gochat.room.Command;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import gochat.shard.Submitter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// Rooms for threads that may wait for the outcomes of their commands.
record WaitingRooms(Rooms rooms) {
  /// Submits a command and waits for its outcome.
  Outcome change(RoomId room, Command command) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Semaphore hasRoom = new Semaphore(0);
    Submitter by = new Submitter(outcome::complete, hasRoom::release);
    while (!rooms.submit(room, command, by)) {
      hasRoom.acquireUninterruptibly();
    }
    return outcome.join();
  }
}
