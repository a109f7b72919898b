package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.UserKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// How messages between servers write what several of them have. Stateless.
final class FrameBytes {
  static final int ID_BYTES = 2 * Long.BYTES;

  private FrameBytes() {}

  static ByteBuffer put(ByteBuffer bytes, UUID id) {
    return bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  static UUID id(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  static byte of(boolean flag) {
    return (byte) (flag ? 1 : 0);
  }

  static boolean flag(ByteBuffer bytes) {
    return bytes.get() == 1;
  }

  static byte of(UserKind kind) {
    return switch (kind) {
      case GUEST -> 0;
      case ACCOUNT -> 1;
      case ADMINISTRATOR -> 2;
    };
  }

  /// @return empty for a kind of a later version
  static Optional<UserKind> kind(ByteBuffer bytes) {
    byte code = bytes.get();
    return Arrays.stream(UserKind.values()).filter(kind -> of(kind) == code).findFirst();
  }

  /// Writes a text of at most 255 bytes with its length.
  static ByteBuffer putShort(ByteBuffer bytes, byte[] text) {
    return bytes.put((byte) text.length).put(text);
  }

  static String shortText(ByteBuffer bytes) {
    byte[] text = new byte[Byte.toUnsignedInt(bytes.get())];
    bytes.get(text);
    return new String(text, UTF_8);
  }

  /// The rest as a text.
  static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes).toString();
  }
}
