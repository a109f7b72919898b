package gochat.terminal.chat;

import gochat.client.v1.RoomState;
import gochat.v1.Retention;
import gochat.v1.Role;
import gochat.v1.RoomKind;
import gochat.v1.User;
import gochat.v1.UserKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// A room that the user is in, or was in until it was closed.
public final class Room {
  private static final long TYPING_HOLDS_MS = 6_000;
  private static final int WRITERS_MAX = 200;

  private record Typist(String name, long untilMs) {}

  private final Timeline timeline = new Timeline();
  private final Map<String, Typist> typists = new LinkedHashMap<>();
  private final SequencedSet<String> writers = new LinkedHashSet<>();
  private RoomState state;
  private Draft draft = Draft.EMPTY;

  /// The epoch of the log in the timeline, which ends with `shownSeq`.
  private long shownEpoch = -1;

  private long shownSeq;
  private long unreadLineAfter = -1;
  private boolean isAskingForHistory;
  private boolean isAskingForCounts;
  private boolean hasBeenOpened;
  private boolean isPeerAway;

  /// When slow mode lets the user write again, in Unix milliseconds of this machine.
  private long waitsUntilMs;

  Room(RoomState state) {
    this.state = state;
  }

  public String id() {
    return state.about().getRoomId();
  }

  RoomState state() {
    return state;
  }

  public RoomKind kind() {
    return state.about().getKind();
  }

  public boolean isDirect() {
    return kind() == RoomKind.ROOM_KIND_DIRECT;
  }

  /// Whether it is the user's direct conversation with itself.
  public boolean isNotes() {
    return isDirect() && memberCount() == 1;
  }

  /// The other user of a direct conversation; this user in the conversation for notes.
  public User peer() {
    return state.about().getPeer();
  }

  /// `#name`, or `@name` for a direct conversation; may contain any characters.
  public String title() {
    if (isDirect()) {
      return "@" + peer().getName();
    }
    // The lobby has no name; its id serves as one.
    String name = state.about().getName();
    return "#" + (name.isEmpty() ? id() : name);
  }

  public String topic() {
    return state.about().getTopic();
  }

  public int memberCount() {
    return state.about().getMemberCount();
  }

  /// The seqs of the pinned messages.
  public List<Long> pins() {
    return state.about().getPinnedMessageSeqsList();
  }

  /// The limit of the room's owners.
  public Retention retention() {
    return state.about().getRetention();
  }

  /// The interval of slow mode; zero without it.
  public Duration slowMode() {
    return Duration.ofSeconds(state.about().getSlowModeSeconds());
  }

  /// The milliseconds until slow mode lets the user write here again, 0 if it does.
  public long slowModeWaitMs(long nowMs) {
    return Math.max(0, waitsUntilMs - nowMs);
  }

  /// Slow mode does not let the user write here until then.
  public void waitUntil(long ms) {
    waitsUntilMs = ms;
  }

  /// A message of the user has come.
  void wroteNow(User self, long nowMs) {
    boolean isExempt =
        role() == Role.ROLE_MODERATOR
            || role() == Role.ROLE_OWNER
            || (self.getKind() == UserKind.USER_KIND_ADMINISTRATOR
                && kind() != RoomKind.ROOM_KIND_PRIVATE);
    waitsUntilMs = isExempt ? 0 : nowMs + slowMode().toMillis();
  }

  public Role role() {
    return state.about().getMembership().getRole();
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
    return state.unread();
  }

  /// The number of unread messages that alert the user.
  public int attention() {
    return state.attention();
  }

  public long readSeq() {
    return state.readSeq();
  }

  public long lastSeq() {
    return state.lastSeq();
  }

  public long epoch() {
    return state.about().getEpoch();
  }

  /// The seq after which the line "unread" is drawn; -1: none.
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

  /// Whether the room is left out of the list of rooms.
  public boolean isHidden() {
    return state.about().getMembership().getHidden();
  }

  /// Why the user is not in the room any more, and can only read the lines; null while in it.
  public RoomState.@Nullable Closing closing() {
    return state.closing();
  }

  void closed() {
    typists.clear();
  }

  /// Whether the unread counts must be requested from the server.
  public boolean wantsCounts() {
    return state.isUncounted() && !isAskingForCounts;
  }

  void askingForCounts(boolean asking) {
    isAskingForCounts = asking;
  }

  /// Whether a page of older lines was requested and has not come.
  public boolean isAskingForHistory() {
    return isAskingForHistory;
  }

  void askingForHistory(boolean asking) {
    isAskingForHistory = asking;
  }

  /// Whether the newest page was requested, as it is when the room is first shown.
  public boolean hasBeenOpened() {
    return hasBeenOpened;
  }

  void opened() {
    hasBeenOpened = true;
  }

  /// The names of users who have written here, the latest first.
  public SequencedSet<String> writers() {
    return writers.reversed();
  }

  void wrote(String name) {
    writers.addLast(name);
    if (writers.size() > WRITERS_MAX) {
      writers.removeFirst();
    }
  }

  /// The names of users who are writing.
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

  /// @param now the new state
  /// @param seq the position from which events come
  void followed(RoomState now, long seq) {
    boolean goesOn = shownEpoch == now.about().getEpoch() && seq <= shownSeq;
    state = now;
    if (!goesOn) {
      shownEpoch = epoch();
      showFrom(seq + 1);
    }
    isAskingForHistory = false;
    isAskingForCounts = false;
  }

  void reset() {
    shownEpoch = epoch();
    showFrom(1);
    unreadLineAfter = -1;
    // All events of the new log come.
    hasBeenOpened = true;
  }

  /// Starts the timeline again at a position.
  void showFrom(long seq) {
    timeline.restart(seq);
    shownSeq = seq - 1;
    hasBeenOpened = false;
    isAskingForHistory = false;
  }

  /// Whether an event at this position is live, rather than missed.
  boolean isLive(long seq) {
    return state.isLive(seq);
  }

  /// Sets the position of the last event.
  void isAt(long seq) {
    shownSeq = seq;
  }
}
