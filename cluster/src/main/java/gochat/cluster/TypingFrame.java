package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.room.RoomId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/// The message that a user is typing in a room. It has the subject of the room, as [HeadFrame].
record TypingFrame(RoomId room, User user) {
  private static final byte KIND = 2;
  private static final int FIXED_BYTES = 3 + 2 * Long.BYTES;

  byte[] bytes() {
    byte[] name = user.name().toString().getBytes(UTF_8);
    byte[] id = room.value().getBytes(UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + name.length + id.length)
        .put(KIND)
        .putLong(user.id().getMostSignificantBits())
        .putLong(user.id().getLeastSignificantBits())
        .put(code(user.kind()))
        .put((byte) name.length)
        .put(name)
        .put(id)
        .array();
  }

  /// @return empty for a message of another kind
  static Optional<TypingFrame> parse(byte[] message) {
    if (message.length < FIXED_BYTES || message[0] != KIND) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message, 1, message.length - 1);
    UUID id = new UUID(bytes.getLong(), bytes.getLong());
    UserKind kind = kind(bytes.get());
    byte[] name = new byte[Byte.toUnsignedInt(bytes.get())];
    bytes.get(name);
    User user = new User(id, UserName.stored(new String(name, UTF_8)), kind);
    return Optional.of(new TypingFrame(new RoomId(UTF_8.decode(bytes).toString()), user));
  }

  private static byte code(UserKind kind) {
    return switch (kind) {
      case GUEST -> 0;
      case ACCOUNT -> 1;
      case ADMINISTRATOR -> 2;
    };
  }

  private static UserKind kind(byte code) {
    return switch (code) {
      case 1 -> UserKind.ACCOUNT;
      case 2 -> UserKind.ADMINISTRATOR;
      default -> UserKind.GUEST;
    };
  }
}
