package gochat.bus.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gochat.bus.Subject;
import gochat.bus.postgres.Frame.ReturnAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The bytes of a frame: its kind, its fields, the content up to the end.
final class FrameCodec {
  private static final byte PUBLISHED = 1;
  private static final byte ASKED = 2;
  private static final byte REPLIED = 3;
  private static final byte DECLINED = 4;
  private static final byte PART = 5;
  private static final byte LEFT = 6;

  /// Of a part, without its content.
  static final int PART_HEAD_BYTES = 1 + Long.BYTES + 2 * Short.BYTES;

  private FrameCodec() {}

  static byte[] encode(Frame frame) {
    return switch (frame) {
      case Frame.Published(Subject subject, byte[] bytes) -> {
        byte[] name = subject.name().getBytes(US_ASCII);
        yield ByteBuffer.allocate(2 + name.length + bytes.length)
            .put(PUBLISHED)
            .put((byte) name.length)
            .put(name)
            .put(bytes)
            .array();
      }
      case Frame.Asked(long number, Subject subject, byte[] bytes) -> {
        byte[] name = subject.name().getBytes(US_ASCII);
        yield ByteBuffer.allocate(2 + Long.BYTES + name.length + bytes.length)
            .put(ASKED)
            .putLong(number)
            .put((byte) name.length)
            .put(name)
            .put(bytes)
            .array();
      }
      case Frame.Replied(ReturnAddress(long node, long number), byte[] bytes) ->
          ByteBuffer.allocate(1 + 2 * Long.BYTES + bytes.length)
              .put(REPLIED)
              .putLong(node)
              .putLong(number)
              .put(bytes)
              .array();
      case Frame.Declined(ReturnAddress(long node, long number)) ->
          ByteBuffer.allocate(1 + 2 * Long.BYTES)
              .put(DECLINED)
              .putLong(node)
              .putLong(number)
              .array();
      case Frame.Part(long number, int index, int count, byte[] bytes) ->
          ByteBuffer.allocate(PART_HEAD_BYTES + bytes.length)
              .put(PART)
              .putLong(number)
              .putShort((short) index)
              .putShort((short) count)
              .put(bytes)
              .array();
      case Frame.Left() -> new byte[] {LEFT};
    };
  }

  /// @return null for a kind that this version does not know
  /// @throws RuntimeException when these are not the bytes of a frame
  static @Nullable Frame decode(ByteBuffer bytes) {
    return switch (bytes.get()) {
      case PUBLISHED -> new Frame.Published(subject(bytes), rest(bytes));
      case ASKED -> new Frame.Asked(bytes.getLong(), subject(bytes), rest(bytes));
      case REPLIED -> new Frame.Replied(returnAddress(bytes), rest(bytes));
      case DECLINED -> new Frame.Declined(returnAddress(bytes));
      case PART ->
          new Frame.Part(
              bytes.getLong(),
              Short.toUnsignedInt(bytes.getShort()),
              Short.toUnsignedInt(bytes.getShort()),
              rest(bytes));
      case LEFT -> new Frame.Left();
      default -> null;
    };
  }

  private static Subject subject(ByteBuffer bytes) {
    byte[] name = new byte[bytes.get()];
    bytes.get(name);
    return new Subject(new String(name, US_ASCII));
  }

  private static ReturnAddress returnAddress(ByteBuffer bytes) {
    return new ReturnAddress(bytes.getLong(), bytes.getLong());
  }

  private static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }
}
