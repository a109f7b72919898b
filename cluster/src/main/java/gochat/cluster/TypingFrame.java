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
  private static final int FIXED_BYTES = 3 + FrameBytes.ID_BYTES;

  byte[] bytes() {
    byte[] name = user.name().toString().getBytes(UTF_8);
    byte[] id = room.value().getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + name.length + id.length).put(KIND);
    FrameBytes.put(bytes, user.id()).put(FrameBytes.of(user.kind()));
    return FrameBytes.putShort(bytes, name).put(id).array();
  }

  /// @return empty for a message of another kind
  static Optional<TypingFrame> parse(byte[] message) {
    if (message.length < FIXED_BYTES || message[0] != KIND) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message, 1, message.length - 1);
    UUID id = FrameBytes.id(bytes);
    UserKind kind = FrameBytes.kind(bytes).orElse(UserKind.GUEST);
    User user = new User(id, UserName.stored(FrameBytes.shortText(bytes)), kind);
    return Optional.of(new TypingFrame(new RoomId(FrameBytes.text(bytes)), user));
  }
}
