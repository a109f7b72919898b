package gochat.session;

import gochat.journal.JournalException;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.room.Standing;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A client that keeps a cursor and repeats, under the same id, what was not answered.
final class ResumingClient implements Participant {
  private static final long NEVER = Long.MAX_VALUE;

  private static final class Send {
    final UUID id;
    final String text;
    final long invoked;
    final @Nullable Connection first;
    boolean underWay;
    boolean repeated;
    long completed = NEVER;
    long seq;

    Send(UUID id, String text, long invoked, @Nullable Connection first) {
      this.id = id;
      this.text = text;
      this.invoked = invoked;
      this.first = first;
    }
  }

  private final class Connection implements Feed.Owner {
    final UUID session = world.newUuid();
    final Lane lane = world.life().newLane();
    final Services services = world.life().anyServices();
    final SlowOutlet outlet = new SlowOutlet();
    final Pace pace = new Pace(outlet);
    final Feed feed =
        new Feed(lane, services, RoomId.LOBBY, new Reader(user, null, outlet, pace), this);

    @Override
    public void joined() {}

    @Override
    public void refused() {
      world.violated(name + ": refused by the lobby");
    }

    @Override
    public void departed(LogEntry departure) {
      world.violated(name + ": out of the lobby by " + departure);
    }

    @Override
    public void broken(Ending ending, @Nullable RuntimeException cause) {
      if (cause != null && !(cause instanceof JournalException)) {
        world.violated(name + ": feed broke: " + cause);
      }
      connectionLost();
    }
  }

  private final World world;
  private final String name;
  private final UUID user;
  private final List<Send> sends = new ArrayList<>();
  private final List<LogEntry> seen = new ArrayList<>();
  private @Nullable Connection connection;

  ResumingClient(World world, String name) {
    this.world = world;
    this.name = name;
    this.user = world.newUuid();
  }

  @Override
  public void step() {
    Connection current = connection;
    if (current == null) {
      connect();
      return;
    }
    switch (world.random().nextInt(world.isHealed() ? 6 : 10)) {
      case 0, 1 -> repeat(current);
      case 2, 3, 4, 5 -> read(current);
      case 6 -> disconnect(current);
      default -> send(current);
    }
  }

  private void connect() {
    Connection current = new Connection();
    connection = current;
    current.lane.execute(() -> current.feed.start(seen.size()));
  }

  private void disconnect(Connection current) {
    current.lane.execute(current.feed::close);
    connectionLost();
  }

  @Override
  public void connectionLost() {
    connection = null;
    sends.forEach(send -> send.underWay = false);
  }

  private void send(Connection current) {
    Send send = new Send(world.newUuid(), name + ":" + sends.size(), world.tick(), current);
    sends.add(send);
    submit(current, send);
  }

  private void repeat(Connection current) {
    for (Send send : sends) {
      if (send.completed == NEVER && !send.underWay) {
        send.repeated = true;
        submit(current, send);
        return;
      }
    }
  }

  private void submit(Connection current, Send send) {
    Author author = new Author(user, current.session, name, Standing.GUEST);
    send.underWay =
        current
            .services
            .rooms()
            .submit(
                RoomId.LOBBY,
                new Command.Post(author, send.id, send.text),
                new Submitter(outcome -> answered(current, send, outcome), () -> {}));
    // A refused first try is none: it may be overtaken.
    send.repeated |= !send.underWay;
  }

  private void answered(Connection asked, Send send, Outcome outcome) {
    if (asked != connection) {
      return;
    }
    send.underWay = false;
    switch (outcome) {
      case Outcome.Stored(long seq) -> {
        send.completed = world.tick();
        send.seq = seq;
      }
      case Outcome.Unknown _ -> {}
      case Outcome.Unchanged _,
          Outcome.Passed _,
          Outcome.Undelivered _,
          Outcome.Crowded _,
          Outcome.Rejected _ ->
          world.violated(name + ": unexpected answer " + outcome);
    }
  }

  private void read(Connection current) {
    if (current.outlet.isDrained()) {
      return;
    }
    switch (current.outlet.take()) {
      case Item.Event(_, LogEntry entry) -> {
        if (entry.seq() != seen.size() + 1) {
          world.violated(name + ": got seq " + entry.seq() + " behind " + seen.size());
        }
        seen.add(entry);
      }
      case Item other -> world.violated(name + ": unexpected " + other);
    }
    if (current.outlet.isDrained()) {
      current.lane.execute(current.pace::drained);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean isSettled() {
    return connection != null
        && seen.size() == world.disk().head(RoomId.LOBBY)
        && sends.stream().allMatch(send -> send.completed != NEVER);
  }

  @Override
  public void check() {
    List<LogEntry> log = world.disk().chronicle().log(RoomId.LOBBY);
    if (!seen.equals(log.subList(0, Math.min(seen.size(), log.size())))) {
      world.violated(name + ": what it saw is not what the log holds");
    }
    for (Send send : sends) {
      long copies = log.stream().filter(entry -> text(entry).equals(send.text)).count();
      if (copies > 1) {
        world.violated(send.text + " stands in the log " + copies + " times");
      }
      if (send.completed != NEVER
          && (send.seq > log.size() || !text(log.get((int) send.seq - 1)).equals(send.text))) {
        world.violated(send.text + " was acknowledged at " + send.seq + " but is not there");
      }
    }
    checkOrder();
  }

  private static String text(LogEntry entry) {
    return entry.event() instanceof RoomEvent.Posted posted ? posted.text() : entry.toString();
  }

  private void checkOrder() {
    for (Send a : sends) {
      for (Send b : sends) {
        boolean before = a.completed < b.invoked;
        boolean sameStream =
            a.first == b.first && a.invoked < b.invoked && !a.repeated && !b.repeated;
        boolean bothDone = a.completed != NEVER && b.completed != NEVER;
        if (bothDone && (before || sameStream) && a.seq >= b.seq) {
          world.violated(a.text + " at " + a.seq + " was sent before " + b.text + " at " + b.seq);
        }
      }
    }
  }
}
