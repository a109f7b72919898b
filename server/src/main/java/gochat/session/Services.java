package gochat.session;

import gochat.account.Names;
import gochat.account.PrivacyStore;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.limit.Limits;
import gochat.limit.Rates;
import gochat.presence.PresenceTracker;
import gochat.room.RoomPolicy;
import gochat.shard.Rooms;
import java.util.concurrent.Executor;

/// The services for all streams and calls of a server. All parts are safe for all threads.
///
/// @param waiting runs tasks that wait for the store, any number at a time
public record Services(
    Rooms rooms,
    Journal journal,
    RoomDirectory directory,
    ReadMarkers markers,
    PrivacyStore privacy,
    Names names,
    Online online,
    DirectMessages directMessages,
    CursorsBeyond cursorsBeyond,
    Rates rates,
    Limits limits,
    FirstContract firstContract,
    RoomPolicy roomPolicy,
    Executor waiting) {
  public PresenceTracker presenceTracker() {
    return online.presenceTracker();
  }

  public SessionCounts counts() {
    return online.counts();
  }

  public VisibleRooms visibleRooms() {
    return new VisibleRooms(directory, roomPolicy);
  }

  public Reach reach() {
    return new Reach(privacy, directory);
  }

  /// The longest text of a message in bytes of UTF-8.
  public int textBytesMax() {
    return roomPolicy.textBytesMax();
  }

  /// The lane of a connection with the event loop `loop`.
  public Lane lane(Executor loop) {
    return new Lane(loop, waiting);
  }
}
