package gochat.system;

import static java.util.Objects.requireNonNull;

import gochat.checker.HistoryRecorder;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Stream.Cursor;
import gochat.grpc.LoopbackProxy;
import gochat.system.Participant.Kind;
import gochat.system.Participant.Role;
import gochat.system.WireClient.StreamOptions;
import io.grpc.Status;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The devices of the users of a run: some perform scripts, others only listen.
final class Devices implements AutoCloseable {
  private static final List<Transport> TRANSPORTS = List.of(Transport.values());
  private static final int CATCH_UP_MAX = 20;
  private static final Set<String> WATCHED = Set.of(TestUsers.PRESENCE);

  private final Servers servers;
  private final TestUsers users;
  private final HistoryRecorder recorder;
  private final SplittableRandom seeds;
  private final Network network;
  private final List<LoopbackProxy> links = new ArrayList<>();
  private final List<Participant> participants = new ArrayList<>();
  private final List<Client> listeners = new ArrayList<>();
  private final List<Client> crowd = new ArrayList<>();

  /// Of clients that wait for a silent server without a limit of time.
  private final List<LoopbackProxy> patient = new ArrayList<>();

  Devices(
      Servers servers,
      TestUsers users,
      HistoryRecorder recorder,
      SplittableRandom seeds,
      Network network)
      throws IOException {
    this.servers = servers;
    this.users = users;
    this.recorder = recorder;
    this.seeds = seeds;
    this.network = network;
    for (int i = 0; i < TestUsers.ACCOUNTS.size(); i++) {
      String account = TestUsers.ACCOUNTS.get(i);
      Transport transport = TRANSPORTS.get(i % TRANSPORTS.size());
      OwnMessages messages = new OwnMessages();
      add(
          account + "-library",
          role(account, Kind.ACCOUNT_WITHOUT_WHISPERS, messages),
          Transport.GRPC);
      add(account + "-wire", role(account, Kind.ACCOUNT, messages), transport);
    }
    add(TestUsers.GUEST, role(TestUsers.GUEST, Kind.GUEST, new OwnMessages()), Transport.GRPC);
    add(
        TestUsers.PRESENCE,
        role(TestUsers.PRESENCE, Kind.PRESENCE, new OwnMessages()),
        Transport.GRPC);
    add(TestUsers.SEED, role(TestUsers.SEED, Kind.SEED, new OwnMessages()), Transport.GRPC);
    // Second devices that only listen.
    listen(TestUsers.ACCOUNTS.get(0), Transport.GRPC, Map.of());
    listen(TestUsers.ACCOUNTS.get(1), Transport.WEB_SOCKET, Map.of());
  }

  private Role role(String user, Kind kind, OwnMessages messages) {
    // Mostly rooms that it may enter, sometimes one that refuses it.
    List<String> shared = users.shared();
    List<String> rooms =
        Stream.of(shared, shared, shared, users.directs(user), users.rooms())
            .flatMap(List::stream)
            .toList();
    List<String> receivers =
        kind == Kind.ACCOUNT
            ? List.of(TestUsers.GUEST, TestUsers.SEED)
            : Stream.concat(TestUsers.ACCOUNTS.stream(), Stream.of(TestUsers.GUEST, TestUsers.SEED))
                .filter(receiver -> !receiver.equals(user))
                .toList();
    List<String> members =
        Stream.concat(TestUsers.ACCOUNTS.stream(), Stream.of(user)).distinct().toList();
    return new Role(user, kind, rooms, members, receivers, messages);
  }

  private void add(String name, Role role, Transport transport) throws IOException {
    String user = role.user();
    LoopbackProxy link = newLink(transport);
    long seed = seeds.nextLong();
    Client client =
        switch (role.kind()) {
          case ACCOUNT -> {
            Device device = device(user, TestUsers.signIn(servers.address(), user), link);
            StreamOptions options = new StreamOptions(Map.of(), CATCH_UP_MAX, Set.of());
            yield new WireClient(device, transport, options, recorder, seed);
          }
          case PRESENCE ->
              new WireClient(
                  device(user, link),
                  transport,
                  new StreamOptions(Map.of(), 0, Set.of()),
                  recorder,
                  seed);
          case ACCOUNT_WITHOUT_WHISPERS ->
              new LibraryClient(device(user, link), List.of(), WATCHED, recorder, seed);
          // A guest may follow a public room without being a member.
          case GUEST ->
              new LibraryClient(
                  device(user, link), List.of(users.square()), Set.of(), recorder, seed);
          case SEED -> new SeedClient(user, link, recorder, seed);
        };
    if (!(client instanceof LibraryClient)) {
      patient.add(link);
    }
    participants.add(new Participant(name, role, client, link, seeds.nextLong()));
  }

  private Device device(String user, LoopbackProxy link) {
    return device(user, users.token(user), link);
  }

  private Device device(String user, String token, LoopbackProxy link) {
    return new Device(user, token, link, !servers.isOne());
  }

  private LoopbackProxy newLink(Transport transport) throws IOException {
    LoopbackProxy link = network.link(() -> transport.port(servers));
    links.add(link);
    return link;
  }

  /// Adds a device that only listens and catches up on all missed events.
  ///
  /// @param from the first cursors, by room
  /// @return its link to the server
  LoopbackProxy listen(String user, Transport transport, Map<String, Cursor> from)
      throws IOException {
    return listen(user, transport, new StreamOptions(from, 0, WATCHED));
  }

  /// As above.
  LoopbackProxy listen(String user, Transport transport, StreamOptions options) throws IOException {
    LoopbackProxy link = newLink(transport);
    patient.add(link);
    listeners.add(
        new WireClient(device(user, link), transport, options, recorder, seeds.nextLong()));
    return link;
  }

  /// Adds devices of one user, over all transports, which only listen.
  void addCrowd(String user, int size) throws IOException {
    Map<Transport, LoopbackProxy> ways = new EnumMap<>(Transport.class);
    for (Transport transport : TRANSPORTS) {
      ways.put(transport, newLink(transport));
    }
    StreamOptions options = new StreamOptions(Map.of(), 0, Set.of());
    for (int i = 0; i < size; i++) {
      Transport transport = TRANSPORTS.get(i % TRANSPORTS.size());
      Device device = device(user, requireNonNull(ways.get(transport)));
      crowd.add(new WireClient(device, transport, options, recorder, seeds.nextLong()));
    }
  }

  List<Client> crowd() {
    return crowd;
  }

  /// Breaks the connections of clients that do not notice themselves that the server is gone.
  void cutPatient() {
    patient.forEach(LoopbackProxy::cut);
  }

  /// The devices that perform scripts.
  List<Participant> participants() {
    return participants;
  }

  List<Client> clients() {
    return Stream.of(
            participants.stream().map(Participant::client), listeners.stream(), crowd.stream())
        .flatMap(each -> each)
        .toList();
  }

  @Override
  public void close() throws IOException {
    participants.forEach(Participant::stop);
    clients().forEach(Client::close);
    for (LoopbackProxy link : links) {
      link.close();
    }
  }

  /// The latest messages of a user, of all devices. Safe for all threads.
  static final class OwnMessages {
    private static final int KEPT_MAX = 50;

    record StoredMessage(String room, long seq) {}

    private final Deque<Post> sent = new ArrayDeque<>();
    private final Map<Post, StoredMessage> stored = new HashMap<>();

    synchronized void sent(Post post) {
      sent.addFirst(post);
      if (sent.size() > KEPT_MAX) {
        stored.remove(sent.removeLast());
      }
    }

    synchronized void stored(Post post, long seq) {
      if (sent.contains(post)) {
        stored.put(post, new StoredMessage(post.room(), seq));
      }
    }

    /// @param back the number of later messages
    /// @return a message, perhaps without a result so far
    synchronized Optional<Post> sentBefore(int back) {
      return sent.stream().skip(back).findFirst();
    }

    synchronized Optional<StoredMessage> storedBefore(int back) {
      return sent.stream()
          .flatMap(post -> Stream.ofNullable(stored.get(post)))
          .skip(back)
          .findFirst();
    }
  }

  /// @param link the way to the servers
  /// @param mayMove whether its next connection may go to another server
  record Device(String user, String token, LoopbackProxy link, boolean mayMove) {}

  /// A program of one user. It records its requests and the events that it gets, and connects again
  /// whenever it loses the server.
  interface Client extends AutoCloseable {
    /// Whether `status` is expected when the connection breaks or the client cancels the stream.
    static boolean isLoss(Status status) {
      return switch (status.getCode()) {
        case OK, CANCELLED, UNAVAILABLE, RESOURCE_EXHAUSTED -> true;
        // The status of grpc-java for a request that it could not write.
        case UNKNOWN -> status.getCause() instanceof ClosedChannelException;
        default -> false;
      };
    }

    String user();

    /// Sends a request; does not wait for the reply.
    ///
    /// @param answered gets the result, on any thread
    void ask(Request request, Consumer<Result> answered);

    /// The program crashes, and is started again.
    void crash() throws InterruptedException;

    /// A slow program pauses before each read.
    void setSlow(boolean isSlow);

    /// The positions of the rooms that it follows.
    Map<String, Long> positions();

    /// The id of its present stream.
    String stream();

    /// Ends the program; it does not connect again.
    @Override
    void close();
  }
}
