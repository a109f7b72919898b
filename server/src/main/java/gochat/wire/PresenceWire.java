package gochat.wire;

import gochat.presence.PresenceTracker;
import gochat.v1.Availability;
import gochat.v1.Presence;
import java.util.UUID;

/// Maps presence to the v1 API.
public final class PresenceWire {
  private PresenceWire() {}

  public static Presence of(UUID user, PresenceTracker.Presence presence) {
    Presence.Builder told =
        Presence.newBuilder()
            .setUserId(user.toString())
            .setAvailability(availability(presence.availability()));
    if (presence.lastSeenMs() != null) {
      told.setLastSeenTime(TimeWire.of(presence.lastSeenMs()));
    }
    return told.build();
  }

  private static Availability availability(PresenceTracker.Availability availability) {
    return switch (availability) {
      case ONLINE -> Availability.AVAILABILITY_ONLINE;
      case AWAY -> Availability.AVAILABILITY_AWAY;
      case OFFLINE -> Availability.AVAILABILITY_OFFLINE;
    };
  }
}
