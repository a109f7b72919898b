package gochat.system;

import gochat.client.LaunchedServer;
import gochat.client.v1.CursorStore;
import gochat.system.Participant.Kind;
import gochat.system.Participant.Place;
import gochat.system.checker.History;
import gochat.system.checker.History.Bounds;
import gochat.system.checker.Stream.Cursor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// A run of the whole system: clients that chat, break, get stuck and crash, a server that is
/// killed and started again; then peace, until everybody has everything.
///
/// What each client does, and when the server is killed, follows from the seed. How it interleaves
/// is the machine's.
final class SystemRun implements AutoCloseable {
  /// Ten seconds are promised; a machine that builds something else meanwhile gets more.
  private static final Duration REACH_HEAD_MAX = Duration.ofSeconds(60);

  /// Beside heap and direct memory: code, classes, stacks and what the C library and SQLite take.
  private static final long OTHER_BYTES_MAX = 256L << 20;

  private static final int UP_MS_MAX = 6_000;
  private static final int DOWN_MS_MAX = 700;
  private static final int CATCH_UP_MAX = 20;

  private final SplittableRandom seeds;
  private final Chronicle chronicle = new Chronicle();
  private final ServerProcess server;
  private final Cast cast;
  private final List<Link> links = new ArrayList<>();
  private final List<Participant> participants = new ArrayList<>();
  private final List<Client> readers = new ArrayList<>();

  /// @param directory an empty one
  SystemRun(Path directory, long seed) throws IOException {
    seeds = new SplittableRandom(seed);
    server = ServerProcess.start(directory);
    try {
      cast = Cast.assemble(server.port(), chronicle);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    for (String account : Cast.ACCOUNTS) {
      OwnMessages messages = new OwnMessages();
      add(account + "-library", place(account, Kind.ACCOUNT_WITHOUT_WHISPERS, messages));
      add(account + "-wire", place(account, Kind.ACCOUNT, messages));
    }
    add(Cast.GUEST, place(Cast.GUEST, Kind.GUEST, new OwnMessages()));
    add(Cast.SEED, place(Cast.SEED, Kind.SEED, new OwnMessages()));
  }

  private Place place(String user, Kind kind, OwnMessages messages) {
    // Mostly where it may be; at times where it never may, to be refused.
    List<String> shared = cast.shared();
    List<String> rooms =
        Stream.of(shared, shared, shared, cast.directs(user), cast.rooms())
            .flatMap(List::stream)
            .toList();
    List<String> receivers =
        kind == Kind.ACCOUNT
            ? List.of(Cast.GUEST, Cast.SEED)
            : Stream.concat(Cast.ACCOUNTS.stream(), Stream.of(Cast.GUEST, Cast.SEED))
                .filter(receiver -> !receiver.equals(user))
                .toList();
    List<String> users = Stream.concat(Cast.ACCOUNTS.stream(), Stream.of(user)).distinct().toList();
    return new Place(user, kind, rooms, users, receivers, messages);
  }

  private void add(String name, Place place) {
    Link link = newLink();
    String user = place.user();
    Client client =
        switch (place.kind()) {
          case ACCOUNT -> {
            String token = Cast.signIn(server.port(), user);
            yield new WireClient(
                user, token, link, chronicle, Map.of(), CATCH_UP_MAX, seeds.nextLong());
          }
          case ACCOUNT_WITHOUT_WHISPERS -> library(user, link, List.of());
          // It may read along in public rooms.
          case GUEST -> library(user, link, List.of(cast.square()));
          case SEED -> new SeedClient(user, link, chronicle, seeds.nextLong());
        };
    participants.add(new Participant(name, place, client, link, new Script(seeds.nextLong())));
  }

  private Client library(String user, Link link, List<String> publicRooms) {
    return new LibraryClient(
        user,
        cast.token(user),
        link,
        chronicle,
        CursorStore.inMemory(),
        publicRooms,
        seeds.nextLong());
  }

  /// One that wants all that it missed.
  private Client reader(String user, Link link, Map<String, Cursor> from) {
    return new WireClient(user, cast.token(user), link, chronicle, from, 0, seeds.nextLong());
  }

  private Link newLink() {
    Link link = new Link(server::port);
    links.add(link);
    return link;
  }

  /// Lets everybody play, and kills the server over and over.
  void play(Duration duration) throws IOException, InterruptedException {
    Link stuck = newLink();
    readers.add(reader(Cast.SLEEPER, stuck, Map.of()));
    List<Thread> threads =
        participants.stream().map(each -> Thread.startVirtualThread(() -> play(each))).toList();
    SplittableRandom random = seeds.split();
    long endNanos = chronicle.nowNanos() + duration.toNanos();
    while (chronicle.nowNanos() < endNanos) {
      Thread.sleep(random.nextInt(UP_MS_MAX / 2));
      stuck.freeze();
      Thread.sleep(random.nextInt(UP_MS_MAX / 2));
      server.kill();
      stuck.thaw();
      Thread.sleep(random.nextInt(DOWN_MS_MAX));
      server.startAgain();
    }
    participants.forEach(Participant::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    participants.forEach(Participant::heal);
  }

  private void play(Participant participant) {
    try {
      participant.play();
    } catch (RuntimeException e) {
      chronicle.trouble(participant + " failed: " + e);
    }
  }

  /// Waits until everything is answered and everybody has everything, kills the server once more,
  /// and reads what is left.
  History finish() throws InterruptedException {
    await("answers", () -> participants.stream().allMatch(Participant::isIdle));
    flushSeeds();
    // Nothing is sent any more; what there is has to arrive.
    long healedNanos = chronicle.nowNanos();
    cast.users().forEach(this::readAgain);
    await("the heads", this::isEverybodyAtTheHead);
    Set<String> online = new HashSet<>();
    clients().forEach(client -> online.add(client.stream()));
    var streams = chronicle.streams();
    clients().forEach(Client::close);
    server.kill();
    return new History(
        chronicle.operations(),
        streams,
        StoredLogs.read(server.dataDirectory(), cast.rooms()),
        cast.privateRooms(),
        chronicle.streamsOf(Cast.SEED),
        online,
        healedNanos,
        server.residentBytes(),
        new Bounds(
            REACH_HEAD_MAX.toNanos(),
            LaunchedServer.HEAP_BYTES_MAX + LaunchedServer.DIRECT_BYTES_MAX + OTHER_BYTES_MAX));
  }

  /// What a client of the first contract said last has come when somebody else says that it has,
  /// and it has heard everything when it hears what was said after that.
  private void flushSeeds() throws InterruptedException {
    Participant seed = participants.getLast();
    Participant other = participants.getFirst();
    awaitEcho(seed, other);
    awaitEcho(other, seed);
  }

  private void awaitEcho(Participant speaker, Participant listener) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      String text = speaker.say(Cast.LOBBY, false);
      if (chronicle.hears(listener.place().user(), text, Duration.ofSeconds(3))) {
        return;
      }
    }
    chronicle.trouble(listener + " never heard " + speaker);
  }

  /// Everything that a user may read, from the beginning.
  private void readAgain(String user) {
    Map<String, Cursor> from = new HashMap<>();
    cast.heads(server.port())
        .getOrDefault(user, Map.of())
        .keySet()
        .forEach(room -> from.put(room, new Cursor(0, 0)));
    readers.add(reader(user, newLink(), from));
  }

  private boolean isEverybodyAtTheHead() {
    Map<String, Map<String, Long>> heads = cast.heads(server.port());
    return clients()
        .allMatch(client ->
            client instanceof SeedClient
                || client
                    .positions()
                    .entrySet()
                    .containsAll(heads.getOrDefault(client.user(), Map.of()).entrySet()));
  }

  private Stream<Client> clients() {
    return Stream.concat(participants.stream().map(Participant::client), readers.stream());
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long endNanos = chronicle.nowNanos() + REACH_HEAD_MAX.toNanos();
    while (!condition.getAsBoolean()) {
      if (chronicle.nowNanos() > endNanos) {
        chronicle.trouble("waited for " + what + " in vain");
        return;
      }
      Thread.sleep(50);
    }
  }

  /// What went wrong that no check looks for.
  List<String> troubles() throws IOException {
    return Stream.concat(chronicle.troubles().stream(), server.complaints().stream()).toList();
  }

  @Override
  public void close() {
    participants.forEach(Participant::stop);
    clients().forEach(Client::close);
    links.forEach(Link::close);
    server.close();
  }
}
