package gochat.session;

import static java.util.stream.Collectors.toSet;

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
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The client's end of a stream of the first contract. It records what it sends and gets.
final class SeedStream extends TestClient.Slow {
  private final World world;
  private final SeedClient client;
  private final Life life;
  private final StreamRecorder recorder;
  private final List<Item> seen = new ArrayList<>();

  /// The beginning of each of its texts.
  final String label;

  /// Of the server at which it is.
  final Services services;

  final Lane lane;
  final Session<SeedMessage> session;
  int sent;
  long headWhenRegistered = -1;
  boolean paused;

  /// Whether the server reported a problem.
  boolean hasNotice;

  boolean leaving;

  /// The store that its server knew when the stream was opened.
  private Disk disk;

  private long headWhenLeaving = -1;
  private boolean isDone;

  /// @param number differs from those of the client's other streams
  SeedStream(World world, Life life, SeedClient client, @Nullable Proof proof, int number) {
    this.world = world;
    this.client = client;
    label = client.name() + "#" + number;
    this.life = life;
    disk = world.disk();
    recorder = world.recorder().opened(client.name(), Stream.Kind.SEED, Stream.Wishes.NONE);
    services = life.services;
    lane = life.newLane();
    session =
        Session.seed(
            world.newUuid(), InetAddress.getLoopbackAddress(), proof, lane, services, this);
  }

  // A text contains its stream and its number there: `alice#2:17`.
  private static String sender(String text) {
    return text.split(":", 2)[0];
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(text.indexOf(':') + 1));
  }

  /// The id of the stream in the history.
  String name() {
    return recorder.id();
  }

  @Override
  public void opened() {
    disk = life.store().connected();
    // One that has left already may have named an end of logs that were replaced.
    headWhenLeaving = -1;
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
    if (isOpen()) {
      isDone = ending.reason() == Ending.Reason.DONE;
      // The client reads everything before it learns that the stream has ended.
      while (!isDrained()) {
        see(next());
      }
      client.connectionLost();
    }
  }

  boolean isOpen() {
    return client.isConnectedBy(this);
  }

  void leave() {
    headWhenLeaving = services.online().lobbyHead();
    session.halfClosed();
  }

  void see(Item item) {
    long at = world.recorder().now();
    seen.add(item);
    switch (item) {
      // A stream of the first contract can't tell late events of lost logs from those of the next.
      case Item.Event(_, long epoch, LogEntry(_, RoomEvent.Posted posted))
          when epoch == world.disk().epoch() ->
          recorder.told(new Stream.Overheard(at, posted.author().name(), posted.text()));
      case Item.Private(_, Person from, _, String text) when from != null ->
          recorder.told(new Stream.Whispered(at, from.name(), text));
      case Item.Private _ -> hasNotice = true;
      case Item.Event _ -> {
        // The first contract has no message for it.
      }
      default -> world.recorder().problem(label + " was told " + item);
    }
  }

  /// Sends a text, unless the stream is paused.
  ///
  /// @param receiver null for the lobby
  void say(@Nullable SeedClient receiver) {
    if (paused) {
      return;
    }
    String text = label + ":" + sent++;
    String lobby = RoomId.LOBBY.value();
    if (receiver == null) {
      invoked(new Post(lobby, "", text));
    } else {
      invoked(new Whisper(lobby, receiver.name(), text));
      RoomId direct = client.direct(receiver);
      if (direct != null) {
        invoked(new Enter(direct.value(), receiver.name()));
        invoked(new Post(direct.value(), "", text));
      }
    }
    session.receive(new SeedMessage(client.name(), receiver == null ? "" : receiver.name(), text));
  }

  /// Requests of the first contract get no answer.
  private void invoked(Request request) {
    world.recorder().invoked(client.name(), name(), request);
  }

  boolean hasSeen(String text) {
    return seen.stream().anyMatch(item -> text(item).equals(text));
  }

  /// Messages of others since it registered that are not erased and did not reach it.
  List<String> missing(long upTo) {
    Set<String> texts = seen.stream().map(SeedStream::text).collect(toSet());
    return disk
        .store()
        .journal()
        .read(RoomId.LOBBY, headWhenRegistered, Integer.MAX_VALUE, Integer.MAX_VALUE)
        .stream()
        .filter(entry -> entry.seq() <= upTo && entry.event() instanceof RoomEvent.Posted)
        .map(SeedStream::text)
        .filter(text -> !sender(text).equals(label) && !texts.contains(text))
        .toList();
  }

  /// Checks what the history does not show.
  void check() {
    if (isDone && headWhenRegistered >= 0 && !missing(headWhenLeaving).isEmpty()) {
      world.recorder().problem(label + " left with OK and did not get all that was said before");
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (Item item : seen) {
      String text = text(item);
      if (text.contains("#") && !mayBeOvertaken(item)) {
        Integer before = numbers.put(sender(text), number(text));
        if (before != null && before > number(text)) {
          world.history.violated(
              Invariant.IN_SEQUENCE, label + " got " + text + " behind " + before);
        }
      }
    }
  }

  /// Whether the item is a stored private message from the other server. Its sender does not wait
  /// until this server has it.
  private boolean mayBeOvertaken(Item item) {
    return item instanceof Item.Private(_, Person from, _, String text)
        && from != null
        && client.isStoredElsewhere(sender(text), this);
  }

  private static String text(LogEntry entry) {
    return entry.event() instanceof RoomEvent.Posted posted ? posted.text() : "";
  }

  private static String text(Item item) {
    return switch (item) {
      case Item.Event(_, _, LogEntry entry) -> text(entry);
      case Item.Private(_, Person from, _, String text) when from != null -> text;
      default -> "";
    };
  }
}
