package gochat.session;

import gochat.room.RoomId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs that clients have read beyond the end of a room's log, which mostly means that an older
/// copy replaced the data directory. It logs at most once a minute, so that clients can't fill the
/// log. For any thread.
public final class CursorsBeyond {
  private static final Logger log = LoggerFactory.getLogger(CursorsBeyond.class);
  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final LongSupplier nanoTime;
  private final AtomicLong quietUntil;

  /// @param nanoTime [System#nanoTime]
  public CursorsBeyond(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    quietUntil = new AtomicLong(nanoTime.getAsLong());
  }

  void noticed(RoomId room, long cursor, long head) {
    long now = nanoTime.getAsLong();
    long before = quietUntil.get();
    if (now - before >= 0 && quietUntil.compareAndSet(before, now + PAUSE_NANOS)) {
      log.atWarn()
          .addKeyValue("room", room.value())
          .addKeyValue("cursor", cursor)
          .addKeyValue("head", head)
          .log(
              "a client's cursor is beyond the end of the log, so the client gets the log again; if a"
                  + " backup replaced the data directory, stop the server and start it once with"
                  + " --restored");
    }
  }
}
