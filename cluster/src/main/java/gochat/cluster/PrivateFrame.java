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
/// @param epoch of the log in which the message has its place
record PrivateFrame(long epoch, PrivateMessage message) {
  private static final int FIXED_BYTES = 4 * Long.BYTES + 3;

  /// Without the receiver, whom the subject names.
  byte[] bytes() {
    byte[] id = message.id().getBytes(UTF_8);
    Person from = message.from();
    byte[] name = from.name().getBytes(UTF_8);
    byte[] text = message.text().getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + id.length + name.length + text.length)
            .putLong(epoch)
            .putLong(message.after());
    FrameBytes.put(bytes, from.user()).put((byte) Code.STANDING.of(from.standing()));
    FrameBytes.putShort(bytes, id);
    return FrameBytes.putShort(bytes, name).put(text).array();
  }

  static PrivateFrame parse(UUID to, ByteBuffer bytes) {
    long epoch = bytes.getLong();
    long after = bytes.getLong();
    UUID user = FrameBytes.id(bytes);
    Standing standing = Code.STANDING.constant(bytes.get(), IllegalArgumentException::new);
    String id = FrameBytes.shortText(bytes);
    Person from = new Person(user, FrameBytes.shortText(bytes), standing);
    String text = FrameBytes.text(bytes);
    return new PrivateFrame(epoch, new PrivateMessage(id, to, from, text, after));
  }
}
