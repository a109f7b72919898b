package gochat.bus.nats;

import gochat.bus.link.Numbering;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What stands before the content of a published message or a question: the number of the node that
/// sent it, and that of the message.
final class Envelope {
  static final int BYTES = 2 * Long.BYTES;

  private Envelope() {}

  static byte[] wrap(Numbering numbering, byte[] content) {
    return ByteBuffer.allocate(BYTES + content.length)
        .putLong(numbering.node())
        .putLong(numbering.next())
        .put(content)
        .array();
  }

  /// @return the content, null for a message that is passed over
  static byte @Nullable [] unwrap(Numbering numbering, byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    if (message.length < BYTES || !numbering.take(bytes.getLong(), bytes.getLong())) {
      return null;
    }
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return content;
  }
}
