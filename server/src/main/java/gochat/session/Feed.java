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

/// Brings one room to one client: each event once and in order, from a position on.
///
/// Live while the client keeps up. When its outlet refuses a turn, the feed leaves the live
/// followers and reads the log at the client's own pace, until the shard finds that it has caught
/// up. First join, reconnect, slow reader and a forgotten room all go this one way. Private
/// messages wait meanwhile, bounded, at the position at which they were sent.
///
/// Confined to the lane, but for reading the journal, which waits and therefore runs on `waiting`
/// threads.
final class Feed implements Follower {
  /// How much may wait while the log is read.
  static final int WAITING_BYTES_MAX = QueueLimit.WAITING_BYTES.standardInt();

  private static final int PAGE_ENTRIES_MAX = QueueLimit.PAGE_ENTRIES.standardInt();
  private static final int PAGE_BYTES_MAX = QueueLimit.PAGE_BYTES.standardInt();

  private enum State {
    NEW,
    /// Asked the shard to become live.
    JOINING,
    LIVE,
    /// Waits until the outlet is drained, to read on.
    BLOCKED,
    /// A page of the log is being read.
    READING,
    CLOSED
  }

  /// What the owner of a feed is told, on the lane.
  interface Owner {
    /// The feed is live for the first time.
    void joined();

    /// The room may not be read, or there is none.
    void refused();

    /// The user ceased to be a member; what came after `departure` is not shown.
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

  /// The user was known to be allowed to read the log up to here. It may hold more, of which that
  /// is not known.
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

  /// Starts behind the event `after`, or at [Rooms#HEAD].
  void start(long after) {
    start(after, after);
  }

  /// Starts behind the event `after`.
  ///
  /// @param known up to where it is known that the log goes, at least `after`
  void start(long after, long known) {
    position = after;
    this.known = known;
    join();
  }

  /// The seq of the last event that was shown.
  long position() {
    return position;
  }

  /// Runs `task` once, when this feed is live: now, or as soon as it has caught up.
  void onceLive(Runnable task) {
    if (state == State.LIVE) {
      task.run();
    } else {
      onceLive = task;
    }
  }

  /// Follows no more. Whoever sent what still waits is told.
  void close() {
    leaveAudience();
    state = State.CLOSED;
    waiting.drop();
  }

  /// Tells this client something, behind all that it was told before.
  void tell(Item.Private item) {
    tell(item, position);
  }

  /// Tells this client something, behind the event `after`.
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
    // It may end the session, and with it this feed.
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

  /// Shows the last that there is to see, if the outlet takes it: who is out of a room has no claim
  /// to it.
  private void depart(List<LogEntry> entries, LogEntry departure) {
    show(entries.stream().filter(entry -> entry.seq() <= departure.seq()).toList());
    audience = null;
    close();
    owner.departed(departure);
  }

  /// Shows a private message behind the event `after`, as soon as that has been shown.
  ///
  /// @param missed is told once when the message is not shown: [Outcome.Undelivered] or
  ///   [Outcome.Crowded]
  /// @return whether the message was taken: else `missed` has been told
  boolean whisper(Item.Private message, long after, Consumer<Outcome> missed) {
    if (message.from() != null && isCrowdedBy(message.from().user())) {
      missed.accept(new Outcome.Crowded());
      return false;
    }
    add(message, after, missed);
    // Together with those that are on their way already.
    if (!isShowingDue) {
      isShowingDue = true;
      lane.execute(() -> {
        isShowingDue = false;
        showWaiting();
      });
    }
    return state != State.CLOSED;
  }

  /// Whether as much waits of this sender as may, because the client does not read. What waits only
  /// to be shown together does not count. For any thread.
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

  /// Goes on as soon as the outlet has written what it took.
  private void block() {
    state = State.BLOCKED;
    reader.pace().await(this);
  }

  /// The client has room again, and it is this feed's turn.
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

  /// Shows `entries` with the private messages that have their place among them.
  private boolean show(List<LogEntry> entries) {
    return waiting.show(entries, entries.isEmpty() ? position : entries.getLast().seq());
  }
}
