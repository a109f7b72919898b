package gochat.bus.postgres;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frames of one notification. Without frames it is a beat: it shows that its sender lives, and
/// the sender itself that messages go through.
///
/// @param node that sent it
/// @param seq ascends for each sender
record Batch(long node, long seq, List<Frame> frames) {
  /// The first byte. A later version that the nodes of this one can't read has another one.
  static final byte VERSION = 1;

  static final int HEAD_BYTES = 1 + 2 * Long.BYTES;

  /// PostgreSQL takes 7,999 bytes; in base64 three bytes take four.
  static final int BYTES_MAX = 5_925;

  /// @return null when it is not a batch that this version can read
  static @Nullable Batch parse(String payload) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(payload));
      if (bytes.get() != VERSION) {
        return null;
      }
      long node = bytes.getLong();
      long seq = bytes.getLong();
      List<Frame> frames = new ArrayList<>();
      while (bytes.hasRemaining()) {
        int length = Short.toUnsignedInt(bytes.getShort());
        Frame frame = FrameCodec.decode(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
        if (frame != null) {
          frames.add(frame);
        }
      }
      return new Batch(node, seq, frames);
    } catch (RuntimeException _) {
      return null;
    }
  }
}
