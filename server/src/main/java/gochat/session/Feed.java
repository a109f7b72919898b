package gochat.session;

import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Audience;
import gochat.shard.Delivery;
import gochat.shard.Follower;
import gochat.shard.Rooms;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Brings the events of one room to one client: each event once and in order, from a position on.
///
/// The feed is live while the client keeps up. When the client's outlet refuses a turn, the feed
/// leaves the live followers and gets the log from [CatchUp], until the shard finds that it has
/// caught up. The first join, a reconnect, a slow reader and a forgotten room all take this way.
/// Private messages to the client have their places among the events: see [PrivateQueue].
///
/// Confined to the lane, except for [#isLive], which any thread may call.
final class Feed implements Follower {
  private enum State {
    NEW,
    /// Has asked the shard to become live.
    JOINING,
    LIVE,
    /// Reads the log, or waits for its turn to do so.
    BEHIND,
    CLOSED
  }

  private final Lane lane;
  private final Rooms rooms;
  private final RoomId room;
  private final Recipient recipient;
  private final FeedOwner owner;
  private final PrivateQueue privateQueue;

  /// Written on the lane only.
  private volatile State state = State.NEW;

  private @Nullable Audience audience;
  private boolean joined;
  private Runnable onceLive = () -> {};
  private long epoch;
  private long position;
  private long knownAtStart;

  /// The seq up to which the user was known to be allowed to read. The log may have later events
  /// for which that is unknown.
  private long known;

  Feed(Lane lane, Rooms rooms, RoomId room, Recipient recipient, FeedOwner owner) {
    this.lane = lane;
    this.rooms = rooms;
    this.room = room;
    this.recipient = recipient;
    this.owner = owner;
    privateQueue = new PrivateQueue(lane, room, recipient, this);
  }

  /// Starts after the event `after`, or at [Rooms#HEAD].
  ///
  /// @param known the last known seq of the log, at least `after`
  void start(long epoch, long after, long known) {
    this.epoch = epoch;
    position = after;
    this.known = known;
    knownAtStart = known;
    join();
  }

  /// The private messages that are shown among the events.
  PrivateQueue privateQueue() {
    return privateQueue;
  }

  RoomId room() {
    return room;
  }

  long epoch() {
    return epoch;
  }

  /// The seq of the last shown event.
  long position() {
    return position;
  }

  boolean isLive() {
    return state == State.LIVE;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /// Runs `task` once when this feed is live and has shown what waits: now, or when it has caught
  /// up.
  void onceLive(Runnable task) {
    privateQueue.show();
    if (state == State.LIVE) {
      task.run();
    } else {
      onceLive = task;
    }
  }

  /// Stops following. The senders of waiting messages get their outcome.
  void close() {
    leaveAudience();
    state = State.CLOSED;
    privateQueue.drop();
  }

  @Override
  public Executor lane() {
    return lane.loop();
  }

  @Override
  public UUID user() {
    return recipient.user();
  }

  @Override
  public Standing standing() {
    return recipient.standing().get();
  }

  @Override
  public void refused() {
    if (state != State.CLOSED && !endsWithItsLogs(recipient.catchUp().epoch())) {
      close();
      owner.refused();
    }
  }

  @Override
  public boolean live(Audience audience, long head, List<LogEntry> missed) {
    if (state != State.JOINING || endsWithItsLogs(recipient.catchUp().epoch())) {
      return false;
    }
    if (position == Rooms.HEAD) {
      position = head;
    }
    known = head;
    if (!show(missed)) {
      return false;
    }
    position = head;
    state = State.LIVE;
    this.audience = audience;
    if (!joined) {
      joined = true;
      owner.joined();
    }
    Runnable task = onceLive;
    onceLive = () -> {};
    // The task may end the session, and with it this feed.
    task.run();
    return state == State.LIVE;
  }

  @Override
  public void behind(long head) {
    if (state != State.JOINING) {
      return;
    }
    known = head;
    if (position > head) {
      failed(new IllegalStateException("the log ends at " + head + ", before " + position));
    } else {
      fallBehind();
    }
  }

  @Override
  public boolean isReady() {
    return state == State.LIVE && privateQueue.isEmpty() && recipient.outlet().isReady();
  }

  @Override
  public boolean deliver(Delivery delivery) {
    if (state != State.LIVE || endsWithItsLogs(delivery.turn().epoch())) {
      return false;
    }
    List<LogEntry> entries = delivery.turn().entries();
    if (entries.getFirst().seq() != position + 1) {
      throw new IllegalStateException(
          "seq: " + entries.getFirst().seq() + " (expected: " + (position + 1) + ")");
    }
    if (standing() == Standing.GUEST && delivery.renames()) {
      // The name may decide about the right to read on, which the shard knows.
      fallBehind();
      return false;
    }
    LogEntry departure = delivery.departure(user());
    if (departure != null) {
      depart(entries, departure);
      return false;
    }
    known = entries.getLast().seq();
    boolean shown =
        privateQueue.isEmpty()
            ? recipient.outlet().offer(delivery, recipient.except())
            : privateQueue.show(entries);
    if (!shown) {
      fallBehind();
      return false;
    }
    position = known;
    return true;
  }

  /// Shows the last events that the user may see, if the outlet takes them: a former member has no
  /// right to more.
  private void depart(List<LogEntry> entries, LogEntry departure) {
    privateQueue.show(entries.stream().filter(entry -> entry.seq() <= departure.seq()).toList());
    close();
    owner.departed(departure);
  }

  @Override
  public void detached() {
    if (state == State.LIVE) {
      fallBehind();
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    fail(Ending.after(cause), cause);
  }

  void fail(Ending ending, @Nullable RuntimeException cause) {
    if (state != State.CLOSED) {
      close();
      owner.broken(ending, cause);
    }
  }

  /// Ends this feed when older logs have taken the place of its own: its position means another
  /// event there.
  ///
  /// @param now the epoch of the logs that the next events come from
  private boolean endsWithItsLogs(long now) {
    if (now == epoch) {
      return false;
    }
    fail(Ending.OLDER_LOGS, null);
    return true;
  }

  /// Asks the shard to become live, unless this feed is closed.
  void join() {
    join(known);
  }

  /// @param end the end of the log, as far as it is known
  private void join(long end) {
    if (state != State.CLOSED) {
      state = State.JOINING;
      rooms.follow(room, this, position, end);
    }
  }

  private void leaveAudience() {
    if (audience != null) {
      audience.remove(this);
      audience = null;
    }
  }

  /// Stops being live. The feed reads the log or joins again when the client has taken all that was
  /// sent.
  void fallBehind() {
    leaveAudience();
    state = State.BEHIND;
    recipient.catchUp().await(this);
  }

  /// Whether an event is later than those that were known when the feed started.
  boolean isNews(LogEntry entry) {
    return entry.seq() > knownAtStart;
  }

  /// Whether the log has further events that the user is known to be allowed to read.
  boolean mayReadOn() {
    return state == State.BEHIND && position < known;
  }

  /// Shows the events that have been read, behind a gap if some before them are no longer kept, or
  /// a gap in place of a damaged one.
  void showPage(LogPage page) {
    if (state == State.CLOSED || endsWithItsLogs(recipient.catchUp().epoch())) {
      return;
    }
    if (page.removedTo() > known) {
      // The shard knows whether the user may read there.
      join(page.removedTo());
      return;
    }
    if (page.damaged() > position) {
      position = page.damaged();
      owner.damaged(position);
      fallBehind();
      return;
    }
    boolean hasGap = page.removedTo() > position;
    if (hasGap) {
      position = page.removedTo();
      owner.removed(position);
    }
    List<LogEntry> due = page.entries().stream().filter(entry -> entry.seq() <= known).toList();
    if (due.isEmpty() && hasGap) {
      fallBehind();
    } else if (due.isEmpty() || due.getFirst().seq() != position + 1) {
      failed(new IllegalStateException("the log lacks the event " + (position + 1)));
    } else if (show(due)) {
      position = due.getLast().seq();
      fallBehind();
    }
  }

  /// Shows events of the log, or ends the feed if the user departed with one of them.
  ///
  /// @return whether they are shown; if not, the feed is behind or has ended
  private boolean show(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      if (isNews(entry) && user().equals(entry.event().departed())) {
        depart(entries, entry);
        return false;
      }
    }
    if (!privateQueue.show(entries)) {
      fallBehind();
      return false;
    }
    return true;
  }
}
