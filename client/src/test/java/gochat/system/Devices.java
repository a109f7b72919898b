package gochat.system;

import gochat.checker.HistoryRecorder;
import gochat.checker.Stream.Cursor;
import gochat.client.ServerProcess;
import gochat.system.Participant.Kind;
import gochat.system.Participant.Place;
import gochat.system.WireClient.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// With what the users of a run connect: some devices play scripts, others only listen.
final class Devices implements AutoCloseable {
  private static final List<Wire> WIRES = List.of(Wire.values());
  private static final int CATCH_UP_MAX = 20;
  private static final Set<String> WATCHED = Set.of(Cast.COMMUTER);

  private final ServerProcess server;
  private final Cast cast;
  private final HistoryRecorder recorder;
  private final SplittableRandom seeds;
  private final List<Link> links = new ArrayList<>();
  private final List<Participant> participants = new ArrayList<>();
  private final List<Client> listeners = new ArrayList<>();

  Devices(ServerProcess server, Cast cast, HistoryRecorder recorder, SplittableRandom seeds) {
    this.server = server;
    this.cast = cast;
    this.recorder = recorder;
    this.seeds = seeds;
    for (int i = 0; i < Cast.ACCOUNTS.size(); i++) {
      String account = Cast.ACCOUNTS.get(i);
      Wire wire = WIRES.get(i % WIRES.size());
      OwnMessages messages = new OwnMessages();
      add(account + "-library", place(account, Kind.ACCOUNT_WITHOUT_WHISPERS, messages), Wire.GRPC);
      add(account + "-wire", place(account, Kind.ACCOUNT, messages), wire);
    }
    add(Cast.GUEST, place(Cast.GUEST, Kind.GUEST, new OwnMessages()), Wire.GRPC);
    add(Cast.COMMUTER, place(Cast.COMMUTER, Kind.COMMUTER, new OwnMessages()), Wire.GRPC);
    add(Cast.SEED, place(Cast.SEED, Kind.SEED, new OwnMessages()), Wire.GRPC);
    // Users who read on elsewhere.
    listen(Cast.ACCOUNTS.get(0), Wire.GRPC, Map.of());
    listen(Cast.ACCOUNTS.get(1), Wire.WEB_SOCKET, Map.of());
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

  private void add(String name, Place place, Wire wire) {
    String user = place.user();
    Link link = newLink(wire);
    long seed = seeds.nextLong();
    Client client =
        switch (place.kind()) {
          case ACCOUNT -> {
            Device device = new Device(user, Cast.signIn(server.port(), user), link);
            Wishes wishes = new Wishes(Map.of(), CATCH_UP_MAX, Set.of());
            yield new WireClient(device, wire, wishes, recorder, seed);
          }
          case COMMUTER ->
              new WireClient(
                  device(user, link), wire, new Wishes(Map.of(), 0, Set.of()), recorder, seed);
          case ACCOUNT_WITHOUT_WHISPERS ->
              new LibraryClient(device(user, link), List.of(), WATCHED, recorder, seed);
          // It may read along in public rooms.
          case GUEST ->
              new LibraryClient(
                  device(user, link), List.of(cast.square()), Set.of(), recorder, seed);
          case SEED -> new SeedClient(user, link, recorder, seed);
        };
    participants.add(new Participant(name, place, client, link, new Script(seeds.nextLong())));
  }

  private Device device(String user, Link link) {
    return new Device(user, cast.token(user), link);
  }

  private Link newLink(Wire wire) {
    Link link = new Link(() -> wire.port(server));
    links.add(link);
    return link;
  }

  /// Has a user listen with one more device, which wants all that it misses.
  ///
  /// @param from where it begins, by room
  /// @return its way to the server
  Link listen(String user, Wire wire, Map<String, Cursor> from) {
    Link link = newLink(wire);
    Wishes wishes = new Wishes(from, 0, WATCHED);
    listeners.add(new WireClient(device(user, link), wire, wishes, recorder, seeds.nextLong()));
    return link;
  }

  /// Those that play scripts.
  List<Participant> participants() {
    return participants;
  }

  List<Client> clients() {
    return Stream.concat(participants.stream().map(Participant::client), listeners.stream())
        .toList();
  }

  @Override
  public void close() {
    participants.forEach(Participant::stop);
    clients().forEach(Client::close);
    links.forEach(Link::close);
  }
}
