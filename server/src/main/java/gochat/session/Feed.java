package gochat.session;

import gochat.limit.QueueLimit;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Audience;
import gochat.shard.Delivery;
import gochat.shard.Follower;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings the events of one room to one client: each event once and in order, from a position on.
///
/// The feed is live while the client keeps up. When the client's outlet refuses a turn, the feed
/// leaves the live followers and reads the log at the client's pace, until the shard finds that it
/// has caught up. The first join, a reconnect, a slow reader and a forgotten room all take this
/// way. Meanwhile, private messages wait at the position at which they were sent, in a bounded
/// queue.
///
/// Confined to the lane, except for reads of the journal, which wait and run on `waiting`.
final class Feed implements Follower {
  /// The most bytes of private messages that wait while the log is read.
  static final int WAITING_BYTES_MAX = QueueLimit.WAITING_BYTES.standardInt();

  private static final int PAGE_ENTRIES_MAX = QueueLimit.PAGE_ENTRIES.standardInt();
  private static final int PAGE_BYTES_MAX = QueueLimit.PAGE_BYTES.standardInt();

  private enum State {
    NEW,
    /// Has asked the shard to become live.
    JOINING,
    LIVE,
    /// Waits until the outlet is drained.
    BLOCKED,
    /// Reads a page of the log.
    READING,
    CLOSED
  }

  /// The owner of a feed; all methods are called on the lane.
  interface Owner {
    /// The feed is live for the first time.
    void joined();

    /// The user may not read the room, or it doesn't exist.
    void refused();

    /// The user stopped being a member with `departure`; later events are not shown.
    void departed(LogEntry departure);

    /// The feed can't go on.
    void broken(Ending ending, @Nullable RuntimeException cause);
  }

  private final Lane lane;
  private final Services services;
  private final RoomId room;
  private final Reader reader;
  private final Owner owner;
  private final PrivateQueue waiting;

  /// Written on the lane only.
  private volatile State state = State.NEW;

  private @Nullable Audience audience;
  private boolean joined;
  private Runnable onceLive = () -> {};
  private long position;

  /// The seq up to which the user was known to be allowed to read. The log may have later events
  /// for which that is unknown.
  private long known;

  private boolean isShowingDue;

  Feed(Lane lane, Services services, RoomId room, Reader reader, Owner owner) {
    this.lane = lane;
    this.services = services;
    this.room = room;
    this.reader = reader;
    this.owner = owner;
    waiting = new PrivateQueue(room, reader);
  }

  /// Starts after the event `after`, or at [Rooms#HEAD].
  void start(long after) {
    start(after, after);
  }

  /// Starts after the event `after`.
  ///
  /// @param known the last known seq of the log, at least `after`
  void start(long after, long known) {
    position = after;
    this.known = known;
    join();
  }

  /// The seq of the last shown event.
  long position() {
    return position;
  }

  /// Runs `task` once when this feed is live and has shown what waits: now, or when it has caught
  /// up.
  void onceLive(Runnable task) {
    showWaiting();
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
    waiting.drop();
  }

  /// Sends the client an item, after everything sent before.
  void tell(Item.Private item) {
    tell(item, position);
  }

  /// Sends the client an item, after the event `after`.
  void tell(Item.Private item, long after) {
    add(item, after, _ -> {});
    showWaiting();
  }

  @Override
  public Executor lane() {
    return lane.loop();
  }

  @Override
  public UUID user() {
    return reader.user();
  }

  @Override
  public void refused() {
    if (state != State.CLOSED) {
      close();
      owner.refused();
    }
  }

  @Override
  public boolean live(Audience audience, long head, List<LogEntry> missed) {
    if (state != State.JOINING) {
      return false;
    }
    if (position == Rooms.HEAD) {
      position = head;
    }
    known = head;
    if (!show(missed)) {
      block();
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
      block();
    }
  }

  @Override
  public boolean isReady() {
    return state == State.LIVE && waiting.isEmpty() && reader.outlet().isReady();
  }

  @Override
  public boolean deliver(Delivery delivery) {
    if (state != State.LIVE) {
      return false;
    }
    List<LogEntry> entries = delivery.turn().entries();
    if (entries.getFirst().seq() != position + 1) {
      throw new IllegalStateException(
          "seq: " + entries.getFirst().seq() + " (expected: " + (position + 1) + ")");
    }
    LogEntry departure = delivery.departure(user());
    if (departure != null) {
      depart(entries, departure);
      return false;
    }
    known = entries.getLast().seq();
    boolean shown =
        waiting.isEmpty() ? reader.outlet().offer(delivery, reader.except()) : show(entries);
    if (!shown) {
      audience = null;
      block();
      return false;
    }
    position = known;
    return true;
  }

  /// Shows the last events that the user may see, if the outlet takes them: a former member has no
  /// right to more.
  private void depart(List<LogEntry> entries, LogEntry departure) {
    show(entries.stream().filter(entry -> entry.seq() <= departure.seq()).toList());
    audience = null;
    close();
    owner.departed(departure);
  }

  /// Shows a private message after the event `after`, when that has been shown.
  ///
  /// @param missed called once when the message is not shown, with [Outcome.Undelivered] or
  ///   [Outcome.Crowded]
  /// @return whether the message was taken; if not, `missed` has been called
  boolean whisper(Item.Private message, long after, Consumer<Outcome> missed) {
    if (message.from() != null && isCrowdedBy(message.from().user())) {
      missed.accept(new Outcome.Crowded());
      return false;
    }
    add(message, after, missed);
    // Show it together with others that arrive in the same task.
    if (!isShowingDue) {
      isShowingDue = true;
      lane.execute(() -> {
        isShowingDue = false;
        showWaiting();
      });
    }
    return state != State.CLOSED;
  }

  /// Whether the sender's waiting messages are at the limit because the client doesn't read.
  /// Messages that wait only to be shown together don't count. For any thread.
  boolean isCrowdedBy(UUID sender) {
    return state != State.LIVE && waiting.isCrowdedBy(sender);
  }

  private void add(Item.Private item, long after, Consumer<Outcome> missed) {
    if (state == State.CLOSED) {
      missed.accept(new Outcome.Undelivered());
      return;
    }
    waiting.add(item, after, missed);
    if (state != State.LIVE && waiting.bytes() > WAITING_BYTES_MAX) {
      fail(
          new Ending(
              Ending.Reason.TOO_SLOW,
              "Too many private messages wait for you because this connection does not read what"
                  + " was sent before. Connect again to go on."),
          null);
    }
  }

  private void showWaiting() {
    if (state == State.LIVE && !waiting.isEmpty() && !show(List.of())) {
      leaveAudience();
      block();
    }
  }

  @Override
  public void detached() {
    if (state == State.LIVE) {
      audience = null;
      block();
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    fail(Ending.UNAVAILABLE, cause);
  }

  private void fail(Ending ending, @Nullable RuntimeException cause) {
    if (state != State.CLOSED) {
      close();
      owner.broken(ending, cause);
    }
  }

  private void join() {
    state = State.JOINING;
    services.rooms().follow(room, this, position, known);
  }

  private void leaveAudience() {
    if (audience != null) {
      audience.remove(this);
      audience = null;
    }
  }

  /// Waits until the outlet has written everything that it took.
  private void block() {
    state = State.BLOCKED;
    reader.pace().await(this);
  }

  /// Reads on, when the client has space and it is this feed's turn.
  ///
  /// @return whether a page of the log is being read now
  boolean goOn() {
    if (state != State.BLOCKED) {
      return false;
    }
    if (position < known) {
      read();
      return true;
    }
    join();
    return false;
  }

  private void read() {
    state = State.READING;
    long after = position;
    lane.ask(
        () -> services.journal().read(room, after, PAGE_ENTRIES_MAX, PAGE_BYTES_MAX),
        page -> {
          showPage(page);
          reader.pace().pageRead();
        },
        cause -> {
          failed(cause);
          reader.pace().pageRead();
        });
  }

  private void showPage(List<LogEntry> page) {
    if (state != State.READING) {
      return;
    }
    List<LogEntry> due = page.stream().filter(entry -> entry.seq() <= known).toList();
    if (due.isEmpty()) {
      failed(new IllegalStateException("the log ends at " + position + ", before " + known));
      return;
    }
    if (show(due)) {
      position = due.getLast().seq();
    }
    block();
  }

  /// Shows `entries` with the private messages in their places among them.
  private boolean show(List<LogEntry> entries) {
    return waiting.show(entries, entries.isEmpty() ? position : entries.getLast().seq());
  }
}
