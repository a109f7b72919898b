package gochat.store.sqlite;

import gochat.limit.StoreLimit;

/// The rowid of an event: its room's key and its seq in one number. So the log of a room is
/// contiguous and sorted in the file, and needs no index.
final class EventKey {
  /// The bits of the seq; the bits above are the room's key.
  static final int SEQ_BITS = 40;

  static final long SEQ_MAX = (1L << SEQ_BITS) - 1;

  /// The largest key of a room: the rowid must not be negative.
  static final long ROOM_MAX = StoreLimit.ROOMS.standard();

  private EventKey() {}

  /// Whether an event can have this seq.
  static boolean isSeq(long seq) {
    return seq > 0 && seq < SEQ_MAX;
  }

  /// @param seq 0..[#SEQ_MAX]
  static long of(long room, long seq) {
    if (seq < 0 || seq > SEQ_MAX) {
      throw new IllegalArgumentException("seq: " + seq + " (expected: 0.." + SEQ_MAX + ")");
    }
    return room << SEQ_BITS | seq;
  }

  /// The key of the valid seq nearest to `seq`.
  static long nearest(long room, long seq) {
    return of(room, Math.clamp(seq, 0, SEQ_MAX));
  }

  /// A key after all events of the room.
  static long end(long room) {
    return of(room, SEQ_MAX);
  }

  /// The key of the event's room.
  static long room(long key) {
    return key >> SEQ_BITS;
  }

  /// The smallest key of later rooms.
  static long endOfRoom(long room) {
    return (room + 1) << SEQ_BITS;
  }

  static long seq(long key) {
    return key & SEQ_MAX;
  }
}
