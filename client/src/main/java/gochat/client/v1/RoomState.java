package gochat.client.v1;

import gochat.v1.Event;
import gochat.v1.Membership;
import gochat.v1.Role;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.UnfollowReason;
import gochat.v1.User;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A room that this user is in, as the stream tells of it: what it is, what is unread in it, up to
/// where it is read. The rules are those of `docs/conversation.md`. Confined to one thread.
public final class RoomState {
  /// A server counts unread messages up to here.
  private static final int COUNT_MAX = 1_000;

  private static final Counts NONE = new Counts(0, 0);

  /// Messages of others that are unread, and those of them that mention the user.
  private record Counts(int unread, int mentions) {}

  /// Why the user is not in the room any more.
  ///
  /// @param by who removed the user; null when nobody did, or it is not known
  public record Closing(UnfollowReason reason, @Nullable User by) {}

  private Room about;

  /// As the server told, for the messages up to the room's head at that time.
  private Counts told = NONE;

  private long toldHead;

  /// The unread messages behind `toldHead`, and whether each mentions the user.
  private final NavigableMap<Long, Boolean> news = new TreeMap<>();

  private long lastSeq;
  private long readSeq;
  private boolean isUncounted;
  private @Nullable User removedBy;
  private @Nullable Closing closing;

  RoomState(Room about) {
    this.about = about;
  }

  /// As it is now but for what this class tells itself: `head`, and the counts and the read
  /// position of `membership`, are those that the server told last.
  public Room about() {
    return about;
  }

  /// The seq of the last event that has come, or that was announced as left out.
  public long lastSeq() {
    return lastSeq;
  }

  /// Up to where the user has read it.
  public long readSeq() {
    return readSeq;
  }

  /// Messages of others behind [#readSeq()].
  public int unread() {
    return told.unread + news.size();
  }

  /// Those of the unread that mention the user.
  public int mentions() {
    return told.mentions + (int) news.values().stream().filter(isMention -> isMention).count();
  }

  /// Those of the unread that want the user's attention: in a direct conversation all, else those
  /// that mention the user.
  public int attention() {
    return isDirect() ? unread() : mentions();
  }

  /// Why the user is not in it any more; null while the user is.
  public @Nullable Closing closing() {
    return closing;
  }

  private boolean isDirect() {
    return about.getKind() == RoomKind.ROOM_KIND_DIRECT;
  }

  /// Whether an event there happens now, rather than being in what the server told of the room.
  public boolean isNews(long seq) {
    return seq > toldHead;
  }

  /// Whether all events have come that the server told of.
  public boolean isCaughtUp() {
    return lastSeq >= toldHead;
  }

  /// Whether only the server knows how many messages are unread: tell it [#readSeq()] by
  /// `MarkRead`, ask it by `GetRoom`, and give the answer to [#told].
  public boolean isUncounted() {
    return isUncounted;
  }

  /// The user has read it up to a position, here or on another device.
  ///
  /// @return whether that is farther than before
  public boolean readUpTo(long seq) {
    if (seq <= readSeq) {
      return false;
    }
    readSeq = seq;
    news.headMap(seq, true).clear();
    if (seq >= toldHead) {
      told = NONE;
      isUncounted = false;
    } else if (told.unread > 0) {
      isUncounted = true;
    }
    return true;
  }

  /// The user hides it, or shows it again.
  public void hide(boolean hidden) {
    change(about.getMembership().toBuilder().setHidden(hidden));
  }

  /// What the server says of the room, in `RoomFollowed` or a reply.
  public void told(Room room) {
    if (room.getEpoch() != about.getEpoch()) {
      forget();
    }
    // One that is older than an event which has come tells nothing but counts.
    about = room.getHead() >= lastSeq ? room : about.toBuilder().setEpoch(room.getEpoch()).build();
    Membership membership = room.getMembership();
    toldHead = room.getHead();
    readSeq = Math.max(readSeq, membership.getReadSeq());
    news.headMap(Math.max(toldHead, readSeq), true).clear();
    told =
        readSeq >= toldHead
            ? NONE
            : new Counts(membership.getUnreadCount(), membership.getUnreadMentionCount());
    isUncounted = told.unread > 0 && readSeq > membership.getReadSeq();
  }

  void followed(Room room, long seq) {
    told(room);
    lastSeq = Math.max(lastSeq, seq);
    removedBy = null;
    closing = null;
  }

  void unfollowed(UnfollowReason reason) {
    closing = new Closing(reason, removedBy);
    told = NONE;
    news.clear();
    isUncounted = false;
  }

  void reset(long epoch) {
    forget();
    about = about.toBuilder().setEpoch(epoch).build();
  }

  private void forget() {
    told = NONE;
    toldHead = 0;
    news.clear();
    lastSeq = 0;
    readSeq = 0;
    isUncounted = false;
  }

  void gapUpTo(long seq) {
    lastSeq = seq;
  }

  void happened(Event event, String selfId) {
    lastSeq = event.getSeq();
    if (!isNews(event.getSeq())) {
      return;
    }
    boolean isOwn = event.getAuthor().getId().equals(selfId);
    switch (event.getWhatCase()) {
      case MESSAGE_POSTED ->
          posted(
              event.getSeq(),
              isOwn,
              event.getMessagePosted().getMentionedUserIdsList().contains(selfId));
      case MESSAGE_EDITED ->
          edited(
              event.getMessageEdited().getMessageSeq(),
              isOwn,
              event.getMessageEdited().getMentionedUserIdsList().contains(selfId));
      case MESSAGE_DELETED -> deleted(event.getMessageDeleted().getMessageSeq());
      case ROOM_RENAMED ->
          about = about.toBuilder().setName(event.getRoomRenamed().getName()).build();
      case TOPIC_CHANGED ->
          about = about.toBuilder().setTopic(event.getTopicChanged().getTopic()).build();
      case MEMBER_JOINED -> memberCount(1);
      case MEMBER_LEFT -> memberCount(-1);
      case MEMBER_KICKED -> removed(event.getMemberKicked().getMember(), event, selfId);
      case MEMBER_BANNED -> {
        if (event.getMemberBanned().getWasMember()) {
          removed(event.getMemberBanned().getMember(), event, selfId);
        }
      }
      case MEMBER_MUTED -> mute(event.getMemberMuted().getMember(), selfId, true);
      case MEMBER_UNMUTED -> mute(event.getMemberUnmuted().getMember(), selfId, false);
      case ROLE_CHANGED -> {
        if (event.getRoleChanged().getMember().getId().equals(selfId)) {
          Role role = event.getRoleChanged().getRole();
          change(about.getMembership().toBuilder().setRole(role));
        }
      }
      case REDACTED, REACTION_ADDED, REACTION_REMOVED, ROOM_CREATED, MEMBER_UNBANNED -> {}
      // Something that a newer server tells.
      case WHAT_NOT_SET -> {}
    }
    if (isDirect()) {
      // As on the server, which tells nobody.
      hide(false);
    }
  }

  private void posted(long seq, boolean isOwn, boolean isMention) {
    if (!isOwn && seq > readSeq) {
      news.put(seq, isMention);
      if (news.size() > COUNT_MAX) {
        foldOldest();
      }
    } else if (isOwn && unread() == 0) {
      readSeq = Math.max(readSeq, seq);
    }
  }

  /// So many are not told apart any more.
  private void foldOldest() {
    Map.Entry<Long, Boolean> oldest = news.pollFirstEntry();
    told = new Counts(told.unread + 1, told.mentions + (oldest.getValue() ? 1 : 0));
    toldHead = oldest.getKey();
  }

  private void edited(long message, boolean isOwn, boolean isMention) {
    if (news.computeIfPresent(message, (_, _) -> isMention) == null && !isOwn) {
      recountIfTold(message);
    }
  }

  private void deleted(long message) {
    if (news.remove(message) == null) {
      recountIfTold(message);
    }
  }

  private void recountIfTold(long message) {
    isUncounted |= told.unread > 0 && message > readSeq && message <= toldHead;
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

  private void mute(User member, String selfId, boolean muted) {
    if (member.getId().equals(selfId)) {
      change(about.getMembership().toBuilder().setMuted(muted));
    }
  }

  private void change(Membership.Builder membership) {
    about = about.toBuilder().setMembership(membership).build();
  }
}
