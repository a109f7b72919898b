package gochat.terminal.chat;

import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.User;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A room that the user is in, or was in until it was closed.
public final class Room {
  private static final long TYPING_HOLDS_MS = 6_000;
  private static final int SPEAKERS_MAX = 200;

  private record Typist(String name, long untilMs) {}

  private final String id;
  private final Timeline timeline = new Timeline();
  private final Map<String, Typist> typists = new LinkedHashMap<>();
  private final SequencedSet<String> speakers = new LinkedHashSet<>();
  private gochat.v1.Room about;
  private Draft draft = Draft.EMPTY;
  private long epoch;
  private long lastSeq;
  private long lastCountedSeq;
  private long readSeq;
  private int unread;
  private int mentions;
  private long unreadLineAfter = -1;
  private boolean isAskingForHistory;
  private boolean hasBeenOpened;
  private boolean isPeerAway;
  private @Nullable Closing closing;

  Room(gochat.v1.Room about) {
    id = about.getRoomId();
    this.about = about;
  }

  public String id() {
    return id;
  }

  public RoomKind kind() {
    return about.getKind();
  }

  public boolean isDirect() {
    return kind() == RoomKind.ROOM_KIND_DIRECT;
  }

  /// Whether it is a conversation with oneself.
  public boolean isNotes() {
    return isDirect() && memberCount() == 1;
  }

  /// The other one of a direct conversation; oneself where it is for notes.
  public User peer() {
    return about.getPeer();
  }

  /// `#name`, or `@name` for a direct conversation; may hold anything.
  public String title() {
    if (isDirect()) {
      return "@" + about.getPeer().getName();
    }
    // The lobby has no name but its id.
    return "#" + (about.getName().isEmpty() ? id : about.getName());
  }

  public String topic() {
    return about.getTopic();
  }

  public int memberCount() {
    return about.getMemberCount();
  }

  public Role role() {
    return about.getMembership().getRole();
  }

  public Timeline timeline() {
    return timeline;
  }

  public Draft draft() {
    return draft;
  }

  void draft(Draft newDraft) {
    draft = newDraft;
  }

  public int unread() {
    return unread;
  }

  /// Those of the unread that want the user's attention.
  public int mentions() {
    return mentions;
  }

  public long readSeq() {
    return readSeq;
  }

  public long lastSeq() {
    return lastSeq;
  }

  public long epoch() {
    return epoch;
  }

  /// The seq behind which the line stands that marks what was unread; -1: there is none.
  public long unreadLineAfter() {
    return unreadLineAfter;
  }

  void unreadLineAfter(long seq) {
    unreadLineAfter = seq;
  }

  public boolean isPeerAway() {
    return isPeerAway;
  }

  void peerIsAway(boolean away) {
    isPeerAway = away;
  }

  /// Whether the user does not want to see the room among the others.
  public boolean isHidden() {
    return about.getMembership().getHidden();
  }

  void hide(boolean hidden) {
    if (hidden != isHidden()) {
      about =
          about.toBuilder()
              .setMembership(about.getMembership().toBuilder().setHidden(hidden))
              .build();
    }
  }

  /// Why the user is not in the room any more, and can only read what is here; null while in it.
  public @Nullable Closing closing() {
    return closing;
  }

  void close(Closing why) {
    closing = why;
    typists.clear();
    unread = 0;
    mentions = 0;
  }

  /// Whether a page of older lines is on its way.
  public boolean isAskingForHistory() {
    return isAskingForHistory;
  }

  void askingForHistory(boolean asking) {
    isAskingForHistory = asking;
  }

  /// Whether the newest page was asked for, as it is when a room is first looked at.
  public boolean hasBeenOpened() {
    return hasBeenOpened;
  }

  void opened() {
    hasBeenOpened = true;
  }

  /// Names of those who said something here, who spoke last first.
  public SequencedSet<String> speakers() {
    return speakers.reversed();
  }

  void spoke(String name) {
    speakers.addLast(name);
    if (speakers.size() > SPEAKERS_MAX) {
      speakers.removeFirst();
    }
  }

  /// Who is writing.
  public List<String> typing(long nowMs) {
    typists.values().removeIf(typist -> typist.untilMs() <= nowMs);
    return typists.values().stream().map(Typist::name).toList();
  }

  void types(User user, long nowMs) {
    typists.put(user.getId(), new Typist(user.getName(), nowMs + TYPING_HOLDS_MS));
  }

  void stopsTyping(User user) {
    typists.remove(user.getId());
  }

  void renamed(String name) {
    about = about.toBuilder().setName(name).build();
  }

  void topicIs(String topic) {
    about = about.toBuilder().setTopic(topic).build();
  }

  void memberCountChanged(long seq, int change) {
    if (isNews(seq)) {
      about = about.toBuilder().setMemberCount(about.getMemberCount() + change).build();
    }
  }

  /// @param seq the position from which its events come
  void followed(gochat.v1.Room now, long seq, boolean isKnown) {
    about = now;
    closing = null;
    boolean isSameLog = isKnown && epoch == now.getEpoch();
    epoch = now.getEpoch();
    if (!isSameLog) {
      timeline.restart(seq + 1);
      lastSeq = seq;
      hasBeenOpened = false;
      readSeq = 0;
    }
    isAskingForHistory = false;
    // Counted by the server up to the head; what comes up to there is not counted again.
    lastCountedSeq = now.getHead();
    if (now.hasMembership()) {
      readSeq = Math.max(readSeq, now.getMembership().getReadSeq());
      unread = now.getMembership().getUnreadCount();
      mentions = isDirect() ? unread : now.getMembership().getUnreadMentionCount();
    }
    if (readSeq >= now.getHead()) {
      unread = 0;
      mentions = 0;
    }
  }

  /// Whether what stands there comes now, rather than being caught up on.
  boolean isNews(long seq) {
    return seq > lastCountedSeq;
  }

  void reset(long newEpoch) {
    epoch = newEpoch;
    timeline.restart(1);
    lastSeq = 0;
    readSeq = 0;
    lastCountedSeq = 0;
    unread = 0;
    mentions = 0;
    unreadLineAfter = -1;
    // Everything comes by itself.
    hasBeenOpened = true;
    isAskingForHistory = false;
  }

  void gapUpTo(long seq) {
    timeline.restart(seq + 1);
    lastSeq = seq;
    hasBeenOpened = false;
    isAskingForHistory = false;
  }

  void isAt(long seq) {
    lastSeq = Math.max(lastSeq, seq);
  }

  void count(boolean isMention) {
    unread++;
    if (isMention) {
      mentions++;
    }
  }

  /// @return whether that is farther than before
  boolean readUpTo(long seq) {
    if (seq >= lastSeq) {
      unread = 0;
      mentions = 0;
    }
    boolean isFarther = seq > readSeq;
    readSeq = Math.max(readSeq, seq);
    return isFarther;
  }
}
