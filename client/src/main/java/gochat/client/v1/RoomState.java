package gochat.client.v1;

import gochat.v1.Event;
import gochat.v1.Measure;
import gochat.v1.MemberMuted;
import gochat.v1.Membership;
import gochat.v1.RetentionChanged;
import gochat.v1.Role;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.UnfollowReason;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a room that the user is in: the room itself, its unread counts and the read
/// position. The rules are in `docs/conversation.md`. Confined to one thread.
public final class RoomState {
  /// Why the user is not in the room any more.
  ///
  /// @param by the user who removed this user; null if there is none, or it is unknown
  /// @param measure the kick or the ban, with its reason and its end; without fields if there is
  ///   none, or the server does not tell it
  public record Closing(UnfollowReason reason, @Nullable User by, Measure measure) {}

  private Room about;

  private final UnreadCounts counts = new UnreadCounts();
  private long lastSeq;
  private @Nullable User removedBy;
  private @Nullable Closing closing;

  RoomState(Room about) {
    this.about = about;
  }

  /// The room with all changes since; but `head`, and the counts and the read position of
  /// `membership`, are the server's last ones.
  public Room about() {
    return about;
  }

  /// The seq of the last event that has come, or that a gap has left out.
  public long lastSeq() {
    return lastSeq;
  }

  /// The position up to which the user has read the room.
  public long readSeq() {
    return counts.readSeq();
  }

  /// The number of messages of others after [#readSeq()].
  public int unread() {
    return counts.unread();
  }

  /// The number of unread messages that mention the user.
  public int mentions() {
    return counts.mentions();
  }

  /// The number of unread messages that alert the user: in a direct conversation all, else those
  /// that mention the user.
  public int attention() {
    return isDirect() ? unread() : mentions();
  }

  /// Null while the user is in the room.
  public @Nullable Closing closing() {
    return closing;
  }

  private boolean isDirect() {
    return about.getKind() == RoomKind.ROOM_KIND_DIRECT;
  }

  /// Whether an event at `seq` is newer than the server's state of the room.
  public boolean isLive(long seq) {
    return seq > counts.serverHead();
  }

  /// Whether all events of the server's state have come.
  public boolean isCaughtUp() {
    return lastSeq >= counts.serverHead();
  }

  /// Whether only the server knows the number of unread messages: send it [#readSeq()] by
  /// `MarkRead`, then `GetRoom`, and pass the answer to [#update].
  public boolean isUncounted() {
    return counts.isUncounted();
  }

  /// Called when the user has read the room up to a position, here or on another device.
  ///
  /// @return whether the position has advanced
  public boolean readUpTo(long seq) {
    return counts.readUpTo(seq);
  }

  /// Hides the room, or shows it again.
  public void hide(boolean hidden) {
    change(about.getMembership().toBuilder().setHidden(hidden));
  }

  /// Takes the server's state of the room, from `RoomFollowed` or a reply.
  public void update(Room room) {
    if (room.getEpoch() != about.getEpoch()) {
      forget();
    }
    // A state that is older than an event that has come contributes only its counts.
    about =
        room.getHeadSeq() >= lastSeq ? room : about.toBuilder().setEpoch(room.getEpoch()).build();
    counts.update(room.getHeadSeq(), room.getMembership());
  }

  void followed(Room room, long seq) {
    update(room);
    lastSeq = Math.max(lastSeq, seq);
    removedBy = null;
    closing = null;
  }

  void unfollowed(UnfollowReason reason, Measure measure) {
    closing = new Closing(reason, measure.hasBy() ? measure.getBy() : removedBy, measure);
    counts.clear();
  }

  void reset(long epoch) {
    forget();
    about = about.toBuilder().setEpoch(epoch).build();
  }

  private void forget() {
    counts.reset();
    lastSeq = 0;
  }

  void gapUpTo(long seq) {
    lastSeq = seq;
  }

  void happened(Event event, String selfId) {
    lastSeq = event.getSeq();
    if (!isLive(event.getSeq())) {
      return;
    }
    boolean isOwn = event.getAuthor().getId().equals(selfId);
    switch (event.getPayloadCase()) {
      case MESSAGE_POSTED ->
          counts.posted(
              event.getSeq(),
              isOwn,
              event.getMessagePosted().getMentionedUserIdsList().contains(selfId));
      case MESSAGE_EDITED ->
          counts.edited(
              event.getMessageEdited().getMessageSeq(),
              isOwn,
              event.getMessageEdited().getMentionedUserIdsList().contains(selfId));
      case MESSAGE_DELETED -> {
        counts.deleted(event.getMessageDeleted().getMessageSeq());
        unpinned(event.getMessageDeleted().getMessageSeq());
      }
      case MESSAGE_PINNED -> pinned(event.getMessagePinned().getMessageSeq());
      case MESSAGE_UNPINNED -> unpinned(event.getMessageUnpinned().getMessageSeq());
      case ROOM_RENAMED ->
          about = about.toBuilder().setName(event.getRoomRenamed().getName()).build();
      case TOPIC_CHANGED ->
          about = about.toBuilder().setTopic(event.getTopicChanged().getTopic()).build();
      case RETENTION_CHANGED -> {
        RetentionChanged changed = event.getRetentionChanged();
        Room.Builder limited = about.toBuilder().clearRetention();
        about =
            (changed.hasRetention() ? limited.setRetention(changed.getRetention()) : limited)
                .build();
      }
      case SLOW_MODE_CHANGED ->
          about =
              about.toBuilder()
                  .setSlowModeSeconds(event.getSlowModeChanged().getIntervalSeconds())
                  .build();
      case MEMBER_JOINED -> memberCount(1);
      case MEMBER_LEFT -> memberCount(-1);
      case MEMBER_KICKED -> removed(event.getMemberKicked().getMember(), event, selfId);
      case MEMBER_BANNED -> {
        if (event.getMemberBanned().getWasMember()) {
          removed(event.getMemberBanned().getMember(), event, selfId);
        }
      }
      case MEMBER_MUTED -> {
        if (event.getMemberMuted().getMember().getId().equals(selfId)) {
          change(about.getMembership().toBuilder().setMuted(true).setMute(mute(event)));
        }
      }
      case MEMBER_UNMUTED -> {
        if (event.getMemberUnmuted().getMember().getId().equals(selfId)) {
          change(about.getMembership().toBuilder().setMuted(false).clearMute());
        }
      }
      case ROLE_CHANGED -> {
        if (event.getRoleChanged().getMember().getId().equals(selfId)) {
          Role role = event.getRoleChanged().getRole();
          change(about.getMembership().toBuilder().setRole(role));
        }
      }
      case GUEST_REGISTERED -> {
        if (isOwn) {
          change(about.getMembership().toBuilder().setRole(event.getGuestRegistered().getRole()));
        }
      }
      case REDACTED, REACTION_ADDED, REACTION_REMOVED, ROOM_CREATED, AUDITED, MEMBER_UNBANNED -> {}
      // An event type of a newer server.
      case PAYLOAD_NOT_SET -> {}
    }
    if (isDirect()) {
      // As on the server, which does not report it.
      hide(false);
    }
  }

  private void pinned(long message) {
    unpinned(message);
    about = about.toBuilder().addPinnedMessageSeqs(message).build();
  }

  private void unpinned(long message) {
    List<Long> pins = new ArrayList<>(about.getPinnedMessageSeqsList());
    if (pins.remove(message)) {
      about = about.toBuilder().clearPinnedMessageSeqs().addAllPinnedMessageSeqs(pins).build();
    }
  }

  private void removed(User member, Event event, String selfId) {
    memberCount(-1);
    if (member.getId().equals(selfId)) {
      removedBy = event.getAuthor();
    }
  }

  private void memberCount(int change) {
    about = about.toBuilder().setMemberCount(about.getMemberCount() + change).build();
  }

  private static Measure mute(Event event) {
    MemberMuted muted = event.getMemberMuted();
    Measure.Builder mute =
        Measure.newBuilder()
            .setUser(muted.getMember())
            .setBy(event.getAuthor())
            .setReason(muted.getReason())
            .setSinceTime(event.getTime());
    return (muted.hasUntilTime() ? mute.setUntilTime(muted.getUntilTime()) : mute).build();
  }

  private void change(Membership.Builder membership) {
    about = about.toBuilder().setMembership(membership).build();
  }
}
