package gochat.wire;

import gochat.journal.ReadMarkers.Unread;
import gochat.journal.RoomDirectory.ListedMember;
import gochat.journal.RoomDirectory.Listing;
import gochat.room.RetentionRule;
import gochat.v1.Member;
import gochat.v1.Membership;
import gochat.v1.Retention;
import gochat.v1.Role;
import gochat.v1.Room;
import gochat.v1.RoomCreation;
import gochat.v1.RoomKind;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Maps rooms and members to the v1 API.
public final class RoomWire {
  private RoomWire() {}

  /// A room as the user of `listing` sees it.
  ///
  /// @param unread null when the user is not a member
  public static Room of(Listing listing, @Nullable Unread unread, long epoch) {
    Room.Builder room =
        Room.newBuilder()
            .setRoomId(listing.room().value())
            .setKind(kind(listing.kind()))
            .setTopic(listing.topic())
            .setEpoch(epoch)
            .setHeadSeq(listing.head())
            .setFloorSeq(listing.floor())
            .setMemberCount(listing.memberCount())
            .setSlowModeSeconds(seconds(listing.slowModeMs()))
            .addAllPinnedMessageSeqs(listing.pinned());
    if (listing.name() != null) {
      room.setName(listing.name().shown());
    }
    retention(listing.retention()).ifPresent(room::setRetention);
    if (listing.peer() != null) {
      room.setPeer(UserWire.of(listing.peer()));
    }
    if (unread != null && listing.isMember()) {
      room.setMembership(membership(listing, unread));
    }
    return room.build();
  }

  private static Membership membership(Listing listing, Unread unread) {
    Membership.Builder membership =
        Membership.newBuilder()
            .setRole(listing.role() == null ? Role.ROLE_MEMBER : role(listing.role()))
            .setReadSeq(unread.readSeq())
            .setUnreadCount(unread.messages())
            .setUnreadMentionCount(unread.mentions())
            .setHidden(listing.isHidden());
    if (listing.mute() != null) {
      membership.setMuted(true).setMute(MeasureWire.of(listing.mute()));
    }
    return membership.build();
  }

  public static Member of(ListedMember listed) {
    gochat.room.Member member = listed.member();
    return Member.newBuilder()
        .setUser(UserWire.of(member.person()))
        .setRole(role(member.role()))
        .setMuted(listed.isMuted())
        .build();
  }

  /// Empty for no limit.
  static Optional<Retention> retention(RetentionRule rule) {
    return rule.equals(RetentionRule.NONE)
        ? Optional.empty()
        : Optional.of(
            Retention.newBuilder()
                .setAgeSecondsMax(TimeUnit.MILLISECONDS.toSeconds(rule.ageMs()))
                .setEventsMax(rule.events())
                .build());
  }

  /// The interval of slow mode in seconds, 0 without it.
  static int seconds(long intervalMs) {
    return Math.toIntExact(TimeUnit.MILLISECONDS.toSeconds(intervalMs));
  }

  public static RoomKind kind(gochat.room.RoomKind kind) {
    return switch (kind) {
      case LOBBY -> RoomKind.ROOM_KIND_LOBBY;
      case PUBLIC -> RoomKind.ROOM_KIND_PUBLIC;
      case PRIVATE -> RoomKind.ROOM_KIND_PRIVATE;
      case DIRECT -> RoomKind.ROOM_KIND_DIRECT;
      case AUDIT -> RoomKind.ROOM_KIND_AUDIT;
    };
  }

  public static Role role(gochat.room.Role role) {
    return switch (role) {
      case MEMBER -> Role.ROLE_MEMBER;
      case MODERATOR -> Role.ROLE_MODERATOR;
      case OWNER -> Role.ROLE_OWNER;
    };
  }

  public static RoomCreation of(gochat.room.RoomCreation creation) {
    return switch (creation) {
      case EVERYBODY -> RoomCreation.ROOM_CREATION_EVERYBODY;
      case ACCOUNTS -> RoomCreation.ROOM_CREATION_ACCOUNTS;
      case ADMINISTRATORS -> RoomCreation.ROOM_CREATION_ADMINISTRATORS;
    };
  }

  /// Empty for an unspecified role, or one of a newer client.
  public static Optional<gochat.room.Role> role(Role role) {
    return switch (role) {
      case ROLE_MEMBER -> Optional.of(gochat.room.Role.MEMBER);
      case ROLE_MODERATOR -> Optional.of(gochat.room.Role.MODERATOR);
      case ROLE_OWNER -> Optional.of(gochat.room.Role.OWNER);
      case ROLE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
