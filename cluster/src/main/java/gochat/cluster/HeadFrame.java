package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bus.Subject;
import gochat.hash.Sha256;
import gochat.room.RoomId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The message that tells how far the log of a room goes.
///
/// @param epoch of the log
/// @param head the seq of its last event
record HeadFrame(RoomId room, long epoch, long head) {
  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 1 + 2 * Long.BYTES;

  /// The bytes of the hash that names a room's subject: two rooms share none.
  private static final int HASH_BYTES = 16;

  /// The subject of a room's messages.
  static Subject subject(RoomId room) {
    byte[] hash = Sha256.of(room.value().getBytes(UTF_8));
    return new Subject("r." + HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES)));
  }

  byte[] bytes() {
    byte[] id = room.value().getBytes(UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + id.length)
        .put(VERSION)
        .putLong(epoch)
        .putLong(head)
        .put(id)
        .array();
  }

  /// @return empty for the message of another version
  static Optional<HeadFrame> parse(byte[] message) {
    if (message.length <= FIXED_BYTES || message[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message, 1, message.length - 1);
    long epoch = bytes.getLong();
    long head = bytes.getLong();
    return Optional.of(new HeadFrame(new RoomId(UTF_8.decode(bytes).toString()), epoch, head));
  }
}
