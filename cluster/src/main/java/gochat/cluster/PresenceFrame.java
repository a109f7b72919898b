package gochat.cluster;

import gochat.presence.PresenceTracker.Availability;
import gochat.presence.PresenceTracker.Presence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A message about the presence of users.
sealed interface PresenceFrame {
  /// The most users of one message: so many fit into one notification of PostgreSQL.
  int USERS_MAX = 200;

  byte TOLD = 1;
  byte WANTED = 2;
  byte ENDED = 3;
  int HEADER_BYTES = 1 + 3 * Long.BYTES;
  int USER_BYTES = 1 + 3 * Long.BYTES;

  byte[] bytes();

  /// The presence of a user with the devices of one server.
  record OfUser(UUID user, Presence presence) {}

  /// How things are at a server.
  ///
  /// @param server the run of the server
  /// @param number ascends with the messages of a server
  /// @param users at most [#USERS_MAX]
  record Told(UUID server, long number, List<OfUser> users) implements PresenceFrame {
    @Override
    public byte[] bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + users.size() * USER_BYTES).put(TOLD);
      FrameBytes.put(bytes, server).putLong(number);
      for (OfUser each : users) {
        FrameBytes.put(bytes, each.user);
        Long lastSeenMs = each.presence.lastSeenMs();
        bytes.put(code(each.presence.availability())).putLong(lastSeenMs == null ? 0 : lastSeenMs);
      }
      return bytes.array();
    }
  }

  /// A server asks all others to tell of all their users.
  record Wanted() implements PresenceFrame {
    @Override
    public byte[] bytes() {
      return new byte[] {WANTED};
    }
  }

  /// A server stops.
  record Ended(UUID server, long number) implements PresenceFrame {
    @Override
    public byte[] bytes() {
      return FrameBytes.put(ByteBuffer.allocate(HEADER_BYTES).put(ENDED), server)
          .putLong(number)
          .array();
    }
  }

  /// @return empty for a message of a later version
  static Optional<PresenceFrame> parse(byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    byte kind = bytes.hasRemaining() ? bytes.get() : 0;
    return switch (kind) {
      case TOLD -> Optional.of(new Told(FrameBytes.id(bytes), bytes.getLong(), users(bytes)));
      case WANTED -> Optional.of(new Wanted());
      case ENDED -> Optional.of(new Ended(FrameBytes.id(bytes), bytes.getLong()));
      default -> Optional.empty();
    };
  }

  private static List<OfUser> users(ByteBuffer bytes) {
    List<OfUser> users = new ArrayList<>();
    while (bytes.remaining() >= USER_BYTES) {
      UUID user = FrameBytes.id(bytes);
      Availability availability = availability(bytes.get());
      long lastSeenMs = bytes.getLong();
      users.add(new OfUser(user, new Presence(availability, lastSeenMs == 0 ? null : lastSeenMs)));
    }
    return users;
  }

  private static byte code(Availability availability) {
    return switch (availability) {
      case ONLINE -> 1;
      case AWAY -> 2;
      case OFFLINE -> 0;
    };
  }

  private static Availability availability(byte code) {
    return switch (code) {
      case 1 -> Availability.ONLINE;
      case 2 -> Availability.AWAY;
      default -> Availability.OFFLINE;
    };
  }
}
