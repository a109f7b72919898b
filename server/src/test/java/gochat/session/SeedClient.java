package gochat.session;

import gochat.account.FakeIdentities;
import gochat.account.Tokens;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.shard.Fault;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client of the seed contract: no ids, no cursor, a new start with every connection.
final class SeedClient implements Participant {
  // A text tells the connection by which it came and its number there: `alice#2:17`.
  private static String sender(String text) {
    return text.substring(0, text.indexOf(':'));
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(text.indexOf(':') + 1));
  }

  private record SentWhisper(String text, Connection from, Connection to) {}

  private final class Connection extends SlowOutlet implements Client {
    final String label = name + "#" + connections.size();
    final Lane lane = world.life().newLane();
    final Session<SeedMessage> session =
        Session.seed(
            world.newUuid(),
            InetAddress.getLoopbackAddress(),
            proof(),
            lane,
            world.life().servicesOfSeeds,
            this);
    final List<Item> seen = new ArrayList<>();
    int sent;
    long headWhenRegistered = -1;
    boolean paused;
    boolean troubled;
    boolean leaving;
    long headWhenLeaving = -1;
    boolean done;

    @Override
    public void opened() {
      headWhenRegistered = log().size();
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void end(Ending ending) {
      if (connection == this) {
        connection = null;
        done = ending.reason() == Ending.Reason.DONE;
        // The end of a stream comes behind what it carries.
        while (!isDrained()) {
          see(take());
        }
      }
    }

    void leave() {
      headWhenLeaving = world.life().told(RoomId.LOBBY);
      session.halfClosed();
    }

    void see(Item item) {
      if (item instanceof Item.Private notice && notice.from() == null) {
        troubled = true;
      } else {
        seen.add(item);
      }
    }

    boolean isOpen() {
      return connection == this;
    }

    /// Says something, if that is welcome.
    void say(String target) {
      if (!paused) {
        session.receive(new SeedMessage(name, target, label + ":" + sent++));
      }
    }
  }

  private final World world;
  private final String name;
  private final List<SeedClient> others;
  private final @Nullable String token;
  private final List<Connection> connections = new ArrayList<>();
  private final List<SentWhisper> whispers = new ArrayList<>();
  private @Nullable Connection connection;

  /// @param others to whom it writes
  /// @param hasAccount whether it comes with the token of an account
  SeedClient(World world, String name, List<SeedClient> others, boolean hasAccount) {
    this.world = world;
    this.others = others;
    User account = new User(world.newUuid(), FakeIdentities.name(name), UserKind.ACCOUNT);
    token = hasAccount ? world.life().identities.register(account) : null;
    this.name = name;
  }

  private @Nullable Proof proof() {
    Tokens tokens = world.life().identities.tokens();
    return token == null
        ? null
        : onEnd -> new Proof.Verdict.Admitted(Admission.admit(tokens, token, onEnd).orElseThrow());
  }

  @Override
  public void step() {
    Connection current = connection;
    if (current == null) {
      connect();
      return;
    }
    switch (world.random().nextInt(world.isHealed() || current.leaving ? 4 : 10)) {
      case 0, 1, 2, 3 -> read(current);
      case 4 -> disconnect(current);
      case 5 -> leave(current);
      case 6, 7 -> whisper(current);
      default -> current.lane.execute(() -> current.say(""));
    }
  }

  private void connect() {
    if (world.life().isStopping) {
      return;
    }
    Connection current = new Connection();
    connection = current;
    connections.add(current);
    current.lane.execute(() -> current.session.receive(new SeedMessage(name, "", "")));
  }

  private void disconnect(Connection current) {
    current.lane.execute(current.session::disconnected);
    connectionLost();
  }

  private void leave(Connection current) {
    current.leaving = true;
    current.lane.execute(current::leave);
  }

  @Override
  public void serverStops() {
    Connection current = connection;
    if (current != null && world.fault() != Fault.STOP_UNHEARD) {
      current.lane.execute(current.session::shutDown);
    }
  }

  @Override
  public boolean isWaitedFor() {
    return connection != null;
  }

  @Override
  public void connectionLost() {
    connection = null;
  }

  private void whisper(Connection current) {
    SeedClient receiver = world.anyOf(others);
    current.lane.execute(() -> {
      Connection to = receiver.connection;
      int number = current.sent;
      current.say(receiver.name);
      if (to != null && to.headWhenRegistered >= 0 && current.sent > number) {
        whispers.add(new SentWhisper(current.label + ":" + number, current, to));
      }
    });
  }

  private void read(Connection current) {
    if (current.isDrained()) {
      return;
    }
    current.see(current.take());
    if (current.isDrained()) {
      current.lane.execute(current.session::drained);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean isSettled() {
    Connection current = connection;
    return current != null
        && !current.leaving
        && !current.paused
        && current.headWhenRegistered >= 0
        && current.isDrained()
        && missing(current, log()).isEmpty();
  }

  /// What came from others since this connection registered and did not reach it.
  private static List<LogEntry> missing(Connection current, List<LogEntry> log) {
    Set<LogEntry> seen = new HashSet<>();
    for (Item item : current.seen) {
      if (item instanceof Item.Event(_, LogEntry entry)) {
        seen.add(entry);
      }
    }
    return log.stream()
        .skip(current.headWhenRegistered)
        .filter(entry -> !sender(text(entry)).equals(current.label))
        .filter(entry -> !seen.contains(entry))
        .toList();
  }

  @Override
  public void check() {
    List<LogEntry> log = log();
    connections.forEach(seen -> check(seen, log));
    for (SentWhisper whisper : whispers) {
      boolean bothStayed = whisper.from.isOpen() && whisper.to.isOpen();
      long copies = whisper.to.seen.stream().filter(i -> text(i).equals(whisper.text)).count();
      if (copies > 1 || (copies == 0 && bothStayed && !whisper.from.troubled)) {
        world.violated(whisper.text + " reached its receiver " + copies + " times");
      }
    }
  }

  private void check(Connection current, List<LogEntry> log) {
    if (current.done
        && current.headWhenRegistered >= 0
        && !missing(current, log.subList(0, (int) current.headWhenLeaving)).isEmpty()) {
      world.violated(current.label + " left with OK and did not hear all that was said before");
    }
    long last = 0;
    Map<String, Integer> numbers = new HashMap<>();
    for (Item item : current.seen) {
      String text = text(item);
      Integer before = numbers.put(sender(text), number(text));
      // Resuming clients repeat, so what was sent later may be recorded first.
      boolean inOrder = before == null || before < number(text) || !sender(text).contains("#");
      // Nor is it known at once what became of a turn that failed, if the store then fails again.
      if (!inOrder && !world.disk().wasDoubted(text)) {
        world.violated(current.label + " got " + text + " behind number " + before);
      }
      if (item instanceof Item.Event(_, LogEntry entry)) {
        checkEvent(current, entry, last, log);
        last = entry.seq();
      }
    }
  }

  private void checkEvent(Connection current, LogEntry entry, long last, List<LogEntry> log) {
    if (sender(text(entry)).equals(current.label)) {
      world.violated(current.label + " got back its own " + text(entry));
    }
    if (entry.seq() > log.size() || !log.get((int) entry.seq() - 1).equals(entry)) {
      world.violated(current.label + " saw " + entry + ", which the log does not hold");
      return;
    }
    boolean hole =
        last > 0
            && last < entry.seq()
            && log.subList((int) last, (int) entry.seq() - 1).stream()
                .anyMatch(between -> !sender(text(between)).equals(current.label));
    if (hole || entry.seq() <= last) {
      world.violated(current.label + " got seq " + entry.seq() + " behind " + last);
    }
  }

  private List<LogEntry> log() {
    return world.disk().chronicle().log(RoomId.LOBBY);
  }

  private static String text(LogEntry entry) {
    return entry.event() instanceof RoomEvent.Posted posted ? posted.text() : entry.toString();
  }

  private static String text(Item item) {
    return switch (item) {
      case Item.Event(_, LogEntry entry) -> text(entry);
      case Item.Private whisper -> whisper.text();
      case Item other -> other.toString();
    };
  }
}
