package gochat.session;

import gochat.account.Names;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.Rates;
import gochat.presence.PresenceTracker;
import gochat.shard.Rooms;
import java.util.concurrent.Executor;

/// What a server offers to all its streams and calls. Every part is safe for all threads.
///
/// @param waiting runs what waits for the store; any number of tasks at a time
public record Services(
    Rooms rooms,
    Journal journal,
    RoomDirectory directory,
    ReadMarkers markers,
    Names names,
    Online online,
    DirectMessages directMessages,
    CursorsBeyond cursorsBeyond,
    Rates rates,
    Limits limits,
    Executor waiting) {
  public PresenceTracker presenceTracker() {
    return online.presenceTracker();
  }

  /// The longest text of a message, in bytes of UTF-8.
  public int textBytesMax() {
    return limits.of(MessageLimit.TEXT_BYTES);
  }

  /// The lane of a connection whose tasks `loop` runs.
  public Lane lane(Executor loop) {
    return new Lane(loop, waiting);
  }
}
