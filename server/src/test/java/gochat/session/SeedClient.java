package gochat.session;

import static java.util.stream.Collectors.toSet;

import gochat.account.FakeIdentities;
import gochat.account.Tokens;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Invariant;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Whisper;
import gochat.checker.Stream;
import gochat.room.LogEntry;
import gochat.room.Person;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.shard.Fault;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client of the first contract: no ids, no cursor, a new start with every connection.
final class SeedClient implements Participant {
  // A text tells the connection by which it came and its number there: `alice#2:17`.
  private static String sender(String text) {
    return text.split(":", 2)[0];
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(text.indexOf(':') + 1));
  }

  private record SentWhisper(String text, Connection from, Connection to) {}

  private final class Connection extends SlowOutlet implements Client {
    final StreamRecorder recorder =
        world.recorder().opened(name, Stream.Kind.SEED, Map.of(), 0, Set.of());
    final String label = name + "#" + connections.size();
    final Disk disk = world.disk();
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
      headWhenRegistered = disk.head(RoomId.LOBBY);
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
      long at = world.recorder().now();
      seen.add(item);
      switch (item) {
        case Item.Event(_, LogEntry(_, RoomEvent.Posted posted)) ->
            recorder.told(new Stream.Overheard(at, posted.author().name(), posted.text()));
        case Item.Private(Person from, _, String text) when from != null ->
            recorder.told(new Stream.Whispered(at, from.name(), text));
        case Item.Private _ -> troubled = true;
        case Item.Event _ -> {
          // The first contract has no message for it.
        }
        default -> world.recorder().problem(label + " was told " + item);
      }
    }

    boolean isOpen() {
      return connection == this;
    }

    /// Says something, if that is welcome.
    ///
    /// @param receiver null for everybody
    void say(@Nullable SeedClient receiver) {
      if (!paused) {
        String text = label + ":" + sent++;
        String lobby = RoomId.LOBBY.value();
        if (receiver == null) {
          invoked(new Post(lobby, "", text));
        } else {
          invoked(new Whisper(lobby, receiver.name, text));
          if (token != null && receiver.token != null) {
            // Between accounts it is stored as well.
            String direct = RoomId.direct(account.id(), receiver.account.id()).value();
            invoked(new Enter(direct, receiver.name));
            invoked(new Post(direct, "", text));
          }
        }
        session.receive(new SeedMessage(name, receiver == null ? "" : receiver.name, text));
      }
    }

    /// Nothing is answered.
    private void invoked(Request request) {
      world.recorder().invoked(name, recorder.id(), request);
    }
  }

  private final World world;
  private final String name;
  private final List<SeedClient> others;
  private final User account;

  /// Of its account, null when it has none.
  private final @Nullable String token;

  private final List<Connection> connections = new ArrayList<>();
  private final List<SentWhisper> whispers = new ArrayList<>();
  private @Nullable Connection connection;

  /// @param others to whom it writes
  /// @param hasAccount whether it comes with the token of an account
  SeedClient(World world, String name, List<SeedClient> others, boolean hasAccount) {
    this.world = world;
    this.others = others;
    account = new User(world.newUuid(), FakeIdentities.name(name), UserKind.ACCOUNT);
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
      default -> current.lane.execute(() -> current.say(null));
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
  public @Nullable String online() {
    return connection == null ? null : connection.recorder.id();
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
      current.say(receiver);
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
        && missing(current, Long.MAX_VALUE).isEmpty();
  }

  /// What was posted by others since this connection registered, is not erased, and did not reach
  /// it.
  private static List<String> missing(Connection current, long upTo) {
    Set<String> seen = current.seen.stream().map(SeedClient::text).collect(toSet());
    return current
        .disk
        .store()
        .journal()
        .read(RoomId.LOBBY, current.headWhenRegistered, Integer.MAX_VALUE, Integer.MAX_VALUE)
        .stream()
        .filter(entry -> entry.seq() <= upTo && entry.event() instanceof RoomEvent.Posted)
        .map(SeedClient::text)
        .filter(text -> !sender(text).equals(current.label) && !seen.contains(text))
        .toList();
  }

  @Override
  public void check() {
    connections.forEach(this::check);
    for (SentWhisper whisper : whispers) {
      boolean bothStayed = whisper.from.isOpen() && whisper.to.isOpen();
      if (bothStayed
          && !whisper.from.troubled
          && whisper.to.seen.stream().noneMatch(item -> text(item).equals(whisper.text))) {
        world.recorder().problem(whisper.text + " did not reach its receiver");
      }
    }
  }

  private void check(Connection current) {
    if (current.done
        && current.headWhenRegistered >= 0
        && !missing(current, current.headWhenLeaving).isEmpty()) {
      world
          .recorder()
          .problem(current.label + " left with OK and did not hear all that was said before");
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (Item item : current.seen) {
      String text = text(item);
      if (!text.contains("#")) {
        continue;
      }
      Integer before = numbers.put(sender(text), number(text));
      // It is not known at once what became of a turn that failed, if the store then fails again.
      if (before != null && before > number(text) && !current.disk.wasDoubted(text)) {
        world
            .history()
            .violated(
                Invariant.IN_SEQUENCE, current.label + " got " + text + " behind number " + before);
      }
    }
  }

  private static String text(LogEntry entry) {
    return entry.event() instanceof RoomEvent.Posted posted ? posted.text() : "";
  }

  private static String text(Item item) {
    return switch (item) {
      case Item.Event(_, LogEntry entry) -> text(entry);
      case Item.Private(Person from, _, String text) when from != null -> text;
      default -> "";
    };
  }
}
