package gochat.wire;

import gochat.room.AuditEntry;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.v1.AuditAction;
import gochat.v1.AuditActor;
import gochat.v1.Audited;
import gochat.v1.Event;
import gochat.v1.GuestRegistered;
import gochat.v1.MemberBanned;
import gochat.v1.MemberJoined;
import gochat.v1.MemberKicked;
import gochat.v1.MemberLeft;
import gochat.v1.MemberMuted;
import gochat.v1.MemberUnbanned;
import gochat.v1.MemberUnmuted;
import gochat.v1.MessageDeleted;
import gochat.v1.MessageEdited;
import gochat.v1.MessagePinned;
import gochat.v1.MessagePosted;
import gochat.v1.MessageUnpinned;
import gochat.v1.ReactionAdded;
import gochat.v1.ReactionRemoved;
import gochat.v1.Redacted;
import gochat.v1.RetentionChanged;
import gochat.v1.RoleChanged;
import gochat.v1.RoomCreated;
import gochat.v1.RoomKind;
import gochat.v1.RoomRenamed;
import gochat.v1.SlowModeChanged;
import gochat.v1.TopicChanged;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Maps events of rooms to the v1 API.
public final class EventWire {
  private EventWire() {}

  /// The event, the same for all readers of the room.
  public static Event of(RoomId room, long epoch, LogEntry entry) {
    RoomEvent event = entry.event();
    Event.Builder told =
        Event.newBuilder()
            .setRoomId(room.value())
            .setEpoch(epoch)
            .setSeq(entry.seq())
            .setTime(TimeWire.of(event.atMs()))
            .setAuthor(UserWire.of(event.author().person()));
    switch (event) {
      case RoomEvent.Posted posted -> told.setMessagePosted(posted(posted));
      case RoomEvent.Edited edited -> told.setMessageEdited(edited(edited));
      case RoomEvent.Deleted deleted ->
          told.setMessageDeleted(MessageDeleted.newBuilder().setMessageSeq(deleted.message()));
      case RoomEvent.Redacted redacted ->
          told.setRedacted(Redacted.newBuilder().setWasTopic(redacted.wasTopic()));
      case RoomEvent.ReactionAdded added ->
          told.setReactionAdded(
              ReactionAdded.newBuilder()
                  .setMessageSeq(added.message())
                  .setReaction(added.reaction()));
      case RoomEvent.ReactionRemoved removed ->
          told.setReactionRemoved(
              ReactionRemoved.newBuilder()
                  .setMessageSeq(removed.message())
                  .setReaction(removed.reaction()));
      case RoomEvent.Pinned pinned ->
          told.setMessagePinned(MessagePinned.newBuilder().setMessageSeq(pinned.message()));
      case RoomEvent.Unpinned unpinned ->
          told.setMessageUnpinned(MessageUnpinned.newBuilder().setMessageSeq(unpinned.message()));
      case RoomEvent.Created created -> told.setRoomCreated(created(created));
      case RoomEvent.DirectOpened opened ->
          told.setRoomCreated(
              RoomCreated.newBuilder()
                  .setKind(RoomKind.ROOM_KIND_DIRECT)
                  .setPeer(UserWire.of(opened.peer())));
      case RoomEvent.Renamed renamed ->
          told.setRoomRenamed(RoomRenamed.newBuilder().setName(renamed.name().shown()));
      case RoomEvent.TopicChanged changed ->
          told.setTopicChanged(TopicChanged.newBuilder().setTopic(changed.topic()));
      case RoomEvent.RetentionChanged changed -> {
        RetentionChanged.Builder limit = told.getRetentionChangedBuilder();
        RoomWire.retention(changed.rule()).ifPresent(limit::setRetention);
      }
      case RoomEvent.SlowModeChanged changed ->
          told.setSlowModeChanged(
              SlowModeChanged.newBuilder()
                  .setIntervalSeconds(RoomWire.seconds(changed.intervalMs())));
      case RoomEvent.Audited audited -> told.setAudited(audited(audited.entry()));
      case RoomEvent.Joined joined ->
          told.setMemberJoined(MemberJoined.newBuilder().setMember(UserWire.of(joined.member())));
      case RoomEvent.Left _ -> told.setMemberLeft(MemberLeft.getDefaultInstance());
      case RoomEvent.Kicked kicked ->
          told.setMemberKicked(
              MemberKicked.newBuilder()
                  .setMember(UserWire.of(kicked.member()))
                  .setReason(kicked.reason()));
      case RoomEvent.Banned banned -> told.setMemberBanned(banned(banned));
      case RoomEvent.Unbanned unbanned ->
          told.setMemberUnbanned(
              MemberUnbanned.newBuilder().setMember(UserWire.of(unbanned.member())));
      case RoomEvent.Muted muted -> told.setMemberMuted(muted(muted));
      case RoomEvent.Unmuted unmuted ->
          told.setMemberUnmuted(
              MemberUnmuted.newBuilder().setMember(UserWire.of(unmuted.member())));
      case RoomEvent.RoleChanged changed ->
          told.setRoleChanged(
              RoleChanged.newBuilder()
                  .setMember(UserWire.of(changed.member()))
                  .setRole(RoomWire.role(changed.role())));
      case RoomEvent.GuestRegistered registered ->
          told.setGuestRegistered(
              GuestRegistered.newBuilder()
                  .setGuest(UserWire.of(registered.guest()))
                  .setRole(RoomWire.role(registered.role())));
    }
    return told.build();
  }

  private static MessagePosted posted(RoomEvent.Posted posted) {
    MessagePosted.Builder told =
        MessagePosted.newBuilder()
            .setText(posted.text())
            .setReplyToSeq(posted.replyTo())
            .setThreadRootSeq(posted.threadRoot())
            .addAllMentionedUserIds(ids(posted.mentions()));
    if (posted.messageId() != null) {
      told.setClientMessageId(posted.messageId().toString());
    }
    return told.build();
  }

  private static MessageEdited edited(RoomEvent.Edited edited) {
    return MessageEdited.newBuilder()
        .setMessageSeq(edited.message())
        .setText(edited.text())
        .addAllMentionedUserIds(ids(edited.mentions()))
        .build();
  }

  private static RoomCreated created(RoomEvent.Created created) {
    return RoomCreated.newBuilder()
        .setKind(RoomWire.kind(created.kind()))
        .setName(created.name().shown())
        .setTopic(created.topic())
        .build();
  }

  private static MemberBanned banned(RoomEvent.Banned banned) {
    MemberBanned.Builder told =
        MemberBanned.newBuilder()
            .setMember(UserWire.of(banned.member()))
            .setWasMember(banned.formerRole() != null)
            .setReason(banned.reason());
    if (banned.untilMs() != 0) {
      told.setUntilTime(TimeWire.of(banned.untilMs()));
    }
    return told.build();
  }

  private static MemberMuted muted(RoomEvent.Muted muted) {
    MemberMuted.Builder told =
        MemberMuted.newBuilder().setMember(UserWire.of(muted.member())).setReason(muted.reason());
    if (muted.untilMs() != 0) {
      told.setUntilTime(TimeWire.of(muted.untilMs()));
    }
    return told.build();
  }

  private static Audited audited(AuditEntry entry) {
    Audited.Builder told =
        Audited.newBuilder()
            .setActor(AuditActor.valueOf("AUDIT_ACTOR_" + entry.actor()))
            .setAction(AuditAction.valueOf("AUDIT_ACTION_" + entry.action()));
    if (entry.account() != null) {
      told.setAccount(UserWire.of(entry.account()));
    }
    entry
        .details()
        .forEach((detail, value) -> told.putDetails(detail.name().toLowerCase(Locale.ROOT), value));
    return told.build();
  }

  private static List<String> ids(List<UUID> users) {
    return users.stream().map(UUID::toString).toList();
  }
}
