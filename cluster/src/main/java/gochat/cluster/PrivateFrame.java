package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.peer.PrivateMessage;
import gochat.room.Person;
import gochat.room.Standing;
import gochat.store.Code;
import java.nio.ByteBuffer;
import java.util.UUID;

/// A private message between two servers.
///
/// @param id shared by no two messages, at most 255 bytes
/// @param epoch of the log in which the message has its place
record PrivateFrame(String id, long epoch, PrivateMessage message) {
  private static final int FIXED_BYTES = 4 * Long.BYTES + 3;

  /// Without the receiver, whom the subject names.
  byte[] bytes() {
    byte[] idBytes = id.getBytes(UTF_8);
    Person from = message.from();
    byte[] name = from.name().getBytes(UTF_8);
    byte[] text = message.text().getBytes(UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + idBytes.length + name.length + text.length)
        .putLong(epoch)
        .putLong(message.after())
        .putLong(from.user().getMostSignificantBits())
        .putLong(from.user().getLeastSignificantBits())
        .put((byte) Code.STANDING.of(from.standing()))
        .put((byte) idBytes.length)
        .put(idBytes)
        .put((byte) name.length)
        .put(name)
        .put(text)
        .array();
  }

  static PrivateFrame parse(UUID to, ByteBuffer bytes) {
    long epoch = bytes.getLong();
    long after = bytes.getLong();
    UUID user = new UUID(bytes.getLong(), bytes.getLong());
    Standing standing = Code.STANDING.constant(bytes.get(), IllegalArgumentException::new);
    String id = shortText(bytes);
    Person from = new Person(user, shortText(bytes), standing);
    return new PrivateFrame(
        id, epoch, new PrivateMessage(to, from, UTF_8.decode(bytes).toString(), after));
  }

  private static String shortText(ByteBuffer bytes) {
    byte[] text = new byte[Byte.toUnsignedInt(bytes.get())];
    bytes.get(text);
    return new String(text, UTF_8);
  }
}
