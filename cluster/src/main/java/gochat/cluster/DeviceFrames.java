package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.cluster.UserSubjects.Kind;
import gochat.peer.DeviceNews;
import gochat.room.RoomId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.BiConsumer;

/// The messages of a user's devices to its devices at other servers. For any thread.
final class DeviceFrames {
  private final UserSubjects users;

  DeviceFrames(UserSubjects users) {
    this.users = users;
  }

  void tell(UUID user, DeviceNews news) {
    switch (news) {
      case DeviceNews.MarkerMoved(RoomId room, long epoch, long seq) -> {
        byte[] id = room.value().getBytes(UTF_8);
        users.publish(
            user,
            Kind.MARKER_MOVED,
            ByteBuffer.allocate(2 * Long.BYTES + id.length)
                .putLong(epoch)
                .putLong(seq)
                .put(id)
                .array());
      }
      case DeviceNews.Hidden(RoomId room, boolean isHidden) -> {
        byte[] id = room.value().getBytes(UTF_8);
        users.publish(
            user,
            Kind.HIDDEN,
            ByteBuffer.allocate(1 + id.length).put(FrameBytes.of(isHidden)).put(id).array());
      }
      case DeviceNews.PrivacyChanged() -> users.publish(user, Kind.PRIVACY_CHANGED, new byte[0]);
      case DeviceNews.Away(UUID token, boolean isAway) ->
          users.publish(
              user,
              Kind.AWAY,
              FrameBytes.put(
                      ByteBuffer.allocate(1 + FrameBytes.ID_BYTES).put(FrameBytes.of(isAway)),
                      token)
                  .array());
    }
  }

  /// Passes on what comes. Called once.
  void hear(BiConsumer<UUID, DeviceNews> to) {
    users.on(
        Kind.MARKER_MOVED,
        (user, content, _) -> {
          long epoch = content.getLong();
          long seq = content.getLong();
          to.accept(user, new DeviceNews.MarkerMoved(room(content), epoch, seq));
        });
    users.on(
        Kind.HIDDEN,
        (user, content, _) -> {
          boolean isHidden = FrameBytes.flag(content);
          to.accept(user, new DeviceNews.Hidden(room(content), isHidden));
        });
    users.on(
        Kind.PRIVACY_CHANGED, (user, _, _) -> to.accept(user, new DeviceNews.PrivacyChanged()));
    users.on(
        Kind.AWAY,
        (user, content, _) -> {
          boolean isAway = FrameBytes.flag(content);
          UUID token = FrameBytes.id(content);
          to.accept(user, new DeviceNews.Away(token, isAway));
        });
  }

  private static RoomId room(ByteBuffer content) {
    return new RoomId(FrameBytes.text(content));
  }
}
