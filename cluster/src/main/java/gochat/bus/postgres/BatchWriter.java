package gochat.bus.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.bus.link.Numbering;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Makes the payloads of notifications: as many frames in each as it takes, in their order, and
/// long frames in parts. For one thread.
final class BatchWriter {
  private static final int FRAME_BYTES_MAX = Batch.BYTES_MAX - Batch.HEAD_BYTES - Short.BYTES;
  private static final int PART_BYTES_MAX = FRAME_BYTES_MAX - FrameCodec.PART_HEAD_BYTES;

  private final Numbering numbering;
  private final ByteBuffer batch = ByteBuffer.allocate(Batch.BYTES_MAX);
  private long seq;
  private long frame;

  BatchWriter(Numbering numbering) {
    this.numbering = numbering;
  }

  /// Of the last payload.
  long seq() {
    return seq;
  }

  /// @return at least one
  List<String> write(List<Frame> frames) {
    List<String> payloads = new ArrayList<>();
    begin();
    for (Frame next : frames) {
      for (byte[] piece : pieces(FrameCodec.encode(next))) {
        if (batch.remaining() < Short.BYTES + piece.length) {
          payloads.add(end());
          begin();
        }
        batch.putShort((short) piece.length).put(piece);
      }
    }
    payloads.add(end());
    return payloads;
  }

  private List<byte[]> pieces(byte[] encoded) {
    if (encoded.length <= FRAME_BYTES_MAX) {
      return List.of(encoded);
    }
    frame++;
    int count = Math.ceilDiv(encoded.length, PART_BYTES_MAX);
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * PART_BYTES_MAX;
      int to = Math.min(encoded.length, from + PART_BYTES_MAX);
      byte[] bytes = Arrays.copyOfRange(encoded, from, to);
      parts.add(FrameCodec.encode(new Frame.Part(frame, i, count, bytes)));
    }
    return parts;
  }

  private void begin() {
    batch.clear();
    seq = numbering.next();
    batch.put(Batch.VERSION).putLong(numbering.node()).putLong(seq);
  }

  private String end() {
    ByteBuffer text = Base64.getEncoder().encode(batch.flip());
    return US_ASCII.decode(text).toString();
  }
}
