package gochat.api;

import gochat.account.User;
import gochat.error.RefusalKind;
import gochat.error.VisibleText;
import gochat.journal.RoomDirectory;
import gochat.limit.HourlyQuota;
import gochat.limit.LimitHits;
import gochat.limit.Limits;
import gochat.limit.RoomLimit;
import gochat.v1.Refusal;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The quotas of rooms that users may create and be members of. Safe for all threads.
final class RoomQuotas {
  private final RoomDirectory rooms;
  private final int madePerHour;
  private final int invitationsPerHour;
  private final int membershipsMax;
  private final HourlyQuota<UUID> made;
  private final HourlyQuota<UUID> invitations;

  /// @param nanoTime [System#nanoTime]
  RoomQuotas(RoomDirectory rooms, Limits limits, LongSupplier nanoTime) {
    this.rooms = rooms;
    madePerHour = limits.of(RoomLimit.MADE_PER_HOUR);
    invitationsPerHour = limits.of(RoomLimit.INVITATIONS_PER_HOUR);
    membershipsMax = limits.of(RoomLimit.MEMBERSHIPS);
    made = new HourlyQuota<>(madePerHour, nanoTime);
    invitations = new HourlyQuota<>(invitationsPerHour, nanoTime);
  }

  /// The refusal when the caller may not create a room now, null if it may; then the room counts.
  /// Waits for the disk.
  @Nullable Refusal make(Caller caller) {
    long waitNanos = made.waitNanos(caller.id());
    if (waitNanos > 0) {
      LimitHits.count(RoomLimit.MADE_PER_HOUR);
      return throttled(
          "You made %d rooms in an hour, and no more are allowed. Make another one in %d s.",
          madePerHour, waitNanos);
    }
    Refusal full = join(caller);
    if (full == null) {
      made.take(caller.id());
    }
    return full;
  }

  /// The refusal when the caller is a member of as many rooms as allowed, null otherwise. Waits for
  /// the disk.
  @Nullable Refusal join(Caller caller) {
    return isFull(caller.id())
        ? RefusalKind.TOO_MANY.refusal(
            "You are a member of %d rooms, and no more are allowed. Leave one first."
                .formatted(membershipsMax))
        : null;
  }

  /// The refusal when `user` can't be made a member of one more room, null otherwise. Waits for the
  /// disk.
  @Nullable Refusal invite(User user) {
    String name = VisibleText.quoted(user.name().toString());
    if (isFull(user.id())) {
      return RefusalKind.TOO_MANY.refusal(
          "%1$s is a member of %2$d rooms, and no more are allowed. %1$s can leave one first."
              .formatted(name, membershipsMax));
    }
    long waitNanos = invitations.waitNanos(user.id());
    if (waitNanos > 0) {
      LimitHits.count(RoomLimit.INVITATIONS_PER_HOUR);
      return throttled(
          name + " was invited to %d rooms in an hour, and no more are allowed. Try again in %d s.",
          invitationsPerHour,
          waitNanos);
    }
    return null;
  }

  private static Refusal throttled(String sentence, int quota, long waitNanos) {
    return RefusalKind.THROTTLED.refusal(
        sentence.formatted(quota, seconds(waitNanos)), Duration.ofNanos(waitNanos));
  }

  /// Counts that another user made `user` a member.
  void invited(User user) {
    invitations.take(user.id());
  }

  private boolean isFull(UUID user) {
    boolean isFull = rooms.countOf(user) >= membershipsMax;
    if (isFull) {
      LimitHits.count(RoomLimit.MEMBERSHIPS);
    }
    return isFull;
  }

  private static long seconds(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }
}
