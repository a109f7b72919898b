package gochat.room;

import gochat.hash.Sha256;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The id of a room. It never changes.
public record RoomId(String value) {
  /// The built-in room that all users follow.
  public static final RoomId LOBBY = new RoomId("lobby");

  /// The built-in room that only the server writes and only administrators read.
  public static final RoomId AUDIT = new RoomId("audit");

  private static final String DIRECT_PREFIX = "dm.";

  public boolean isDirect() {
    return value.startsWith(DIRECT_PREFIX);
  }

  /// The other user of a direct conversation; `user` itself in a conversation with itself.
  ///
  /// @throws IllegalArgumentException when this is not the id of a direct conversation
  public UUID peerOf(UUID user) {
    String[] parts = value.split("\\.", -1);
    if (!isDirect() || parts.length != 3) {
      throw new IllegalArgumentException("room: " + value + " (expected: " + DIRECT_PREFIX + "…)");
    }
    UUID first = UUID.fromString(parts[1]);
    return first.equals(user) ? UUID.fromString(parts[2]) : first;
  }

  /// The id of the room that a user's request creates, the same for each repetition. It is the
  /// beginning of a hash, as a UUID of version 8 (RFC 9562, section 5.8), so nobody can choose it.
  public static RoomId ofRequest(UUID user, UUID request) {
    ByteBuffer asked = ByteBuffer.allocate(4 * Long.BYTES);
    asked.putLong(user.getMostSignificantBits()).putLong(user.getLeastSignificantBits());
    asked.putLong(request.getMostSignificantBits()).putLong(request.getLeastSignificantBits());
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(asked.array()));
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new RoomId(new UUID(high, low).toString());
  }

  /// The id of the direct conversation of two accounts, in either order.
  public static RoomId direct(UUID one, UUID other) {
    boolean isInOrder = one.compareTo(other) <= 0;
    return new RoomId(DIRECT_PREFIX + (isInOrder ? one : other) + "." + (isInOrder ? other : one));
  }
}
