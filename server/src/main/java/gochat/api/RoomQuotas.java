package gochat.api;

import gochat.account.User;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import gochat.journal.RoomDirectory;
import gochat.limit.HourlyQuota;
import gochat.limit.Limits;
import gochat.limit.RoomLimit;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

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

  /// Throws when the caller may not create a room now. Waits for the disk.
  void make(Caller caller) {
    long waitNanos = made.waitNanos(caller.id());
    if (waitNanos > 0) {
      throw quotaReached(
          "You made %d rooms in an hour, and no more are allowed. Make another one in %d s."
              .formatted(madePerHour, seconds(waitNanos)),
          waitNanos);
    }
    join(caller);
    made.take(caller.id());
  }

  /// Throws when the caller is a member of as many rooms as allowed. Waits for the disk.
  void join(Caller caller) {
    if (isFull(caller.id())) {
      throw quotaReached(
          "You are a member of %d rooms, and no more are allowed. Leave one first."
              .formatted(membershipsMax));
    }
  }

  /// Throws when `user` can't be made a member of one more room. Waits for the disk.
  void invite(User user) {
    if (isFull(user.id())) {
      throw quotaReached(
          "%s is a member of %d rooms, and no more are allowed."
              .formatted(VisibleText.quoted(user.name().toString()), membershipsMax));
    }
    long waitNanos = invitations.waitNanos(user.id());
    if (waitNanos > 0) {
      throw quotaReached(
          "%s was invited to %d rooms in an hour, and no more are allowed. Try again in %d s."
              .formatted(
                  VisibleText.quoted(user.name().toString()),
                  invitationsPerHour,
                  seconds(waitNanos)),
          waitNanos);
    }
  }

  /// Counts that another user made `user` a member.
  void invited(User user) {
    invitations.take(user.id());
  }

  private static Failure quotaReached(String sentence, long waitNanos) {
    return Failure.of(Reason.QUOTA_REACHED, sentence, Duration.ofNanos(waitNanos));
  }

  private static Failure quotaReached(String sentence) {
    return Failure.of(Reason.QUOTA_REACHED, sentence);
  }

  private boolean isFull(UUID user) {
    return rooms.countOf(user) >= membershipsMax;
  }

  private static long seconds(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }
}
