package gochat.system;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import gochat.checker.HistoryRecorder;
import gochat.checker.Operation;
import gochat.checker.Operation.Enter;
import gochat.checker.Operation.Result;
import gochat.client.v1.Endpoint;
import gochat.server.V1Client;
import gochat.v1.CreateRoomRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Room;
import gochat.v1.RoomChanged;
import gochat.v1.RoomKind;
import gochat.v1.RoomServiceGrpc.RoomServiceBlockingStub;
import gochat.v1.SignedIn;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The users of a run and their rooms, created before the faults begin.
final class TestUsers {
  static final String LOBBY = "lobby";

  /// The owner of the rooms.
  static final String OWNER = "alice";

  /// Accounts with two devices each.
  static final List<String> ACCOUNTS = List.of(OWNER, "bob", "carol", "dave");

  /// An account with one device, or with none.
  static final String FROZEN = "erin";

  /// An account with one device, which changes its presence all the time.
  static final String PRESENCE = "pat";

  /// An account with very many devices, in the lobby alone. Few runs have it.
  static final String CROWD = "cora";

  static final String GUEST = "gina";
  static final String SEED = "sam";

  private static final String PASSWORD = "correct horse battery";

  private final HistoryRecorder recorder;
  private final Map<String, SignedIn> signedIn = new LinkedHashMap<>();
  private final List<String> shared = new ArrayList<>(List.of(LOBBY));
  private final Map<String, Set<String>> directs = new LinkedHashMap<>();
  private final Set<String> privateRooms = new HashSet<>();

  private TestUsers(HistoryRecorder recorder) {
    this.recorder = recorder;
  }

  /// @param address of a server without users
  static TestUsers create(String address, HistoryRecorder recorder) {
    TestUsers users = new TestUsers(recorder);
    Endpoint server = Endpoint.plaintext(address);
    for (String account : ACCOUNTS) {
      users.add(server.register(account, PASSWORD));
    }
    users.add(server.register(FROZEN, PASSWORD));
    users.add(server.register(PRESENCE, PASSWORD));
    users.add(server.signInAsGuest(GUEST));
    ManagedChannel channel = channel(address);
    try {
      users.createRooms(channel);
    } finally {
      channel.shutdownNow();
    }
    return users;
  }

  /// Adds an account that is in the lobby alone.
  void register(String address, String account) {
    add(Endpoint.plaintext(address).register(account, PASSWORD));
  }

  private void add(SignedIn user) {
    signedIn.put(user.getUser().getName(), user);
    recorder.named(user.getUser().getId(), user.getUser().getName());
  }

  /// Another session of an account.
  static String signIn(String address, String account) {
    return Endpoint.plaintext(address).signIn(account, PASSWORD).getToken();
  }

  private void createRooms(ManagedChannel channel) {
    create(channel, "square", RoomKind.ROOM_KIND_PUBLIC);
    create(channel, "den", RoomKind.ROOM_KIND_PRIVATE);
    create(channel, "vault", RoomKind.ROOM_KIND_PRIVATE);
    List<String> users = new ArrayList<>(ACCOUNTS);
    users.add(FROZEN);
    for (int i = 0; i < users.size(); i++) {
      for (int j = i + 1; j < users.size(); j++) {
        openDirect(channel, users.get(i), users.get(j));
      }
    }
  }

  private void create(ManagedChannel channel, String name, RoomKind kind) {
    long invokedAt = recorder.now();
    RoomChanged created =
        rooms(channel, OWNER)
            .createRoom(CreateRoomRequest.newBuilder().setName(name).setKind(kind).build())
            .getCreated();
    String room = created.getRoomId();
    shared.add(room);
    if (kind == RoomKind.ROOM_KIND_PRIVATE) {
      privateRooms.add(room);
    }
    recordCall(OWNER, new Enter(room, OWNER), invokedAt, created);
    for (String user : List.of("bob", "carol", FROZEN)) {
      long invitedAt = recorder.now();
      RoomChanged invited =
          rooms(channel, OWNER)
              .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser(user).build())
              .getInvited();
      recordCall(OWNER, new Enter(room, user), invitedAt, invited);
    }
  }

  private void openDirect(ManagedChannel channel, String user, String peer) {
    long invokedAt = recorder.now();
    RoomChanged opened =
        rooms(channel, user)
            .openDirect(OpenDirectRequest.newBuilder().setUser(peer).build())
            .getOpened();
    directs.put(opened.getRoomId(), Set.of(user, peer));
    privateRooms.add(opened.getRoomId());
    recordCall(user, new Enter(opened.getRoomId(), peer), invokedAt, opened);
  }

  private void recordCall(String user, Enter enter, long invokedAt, RoomChanged changed) {
    Result result = ApiCalls.result(changed);
    recorder.add(new Operation(user, user + "'s calls", enter, invokedAt, recorder.now(), result));
  }

  String token(String user) {
    return requireNonNull(signedIn.get(user)).getToken();
  }

  /// The users with a token.
  Set<String> users() {
    return signedIn.keySet();
  }

  /// All rooms.
  List<String> rooms() {
    return Stream.concat(shared.stream(), directs.keySet().stream()).toList();
  }

  /// The rooms that users enter and leave.
  List<String> shared() {
    return List.copyOf(shared);
  }

  /// The public room.
  String square() {
    return shared.get(1);
  }

  /// The direct conversations of a user.
  List<String> directs(String user) {
    return directs.keySet().stream()
        .filter(room -> directs.getOrDefault(room, Set.of()).contains(user))
        .toList();
  }

  Set<String> privateRooms() {
    return Set.copyOf(privateRooms);
  }

  /// The heads of the rooms of each user, from the server.
  Map<String, Map<String, Long>> heads(String address) {
    ManagedChannel channel = channel(address);
    try {
      Map<String, Map<String, Long>> heads = new HashMap<>();
      users().forEach(user -> heads.put(user, heads(rooms(channel, user))));
      return heads;
    } finally {
      channel.shutdownNow();
    }
  }

  private static Map<String, Long> heads(RoomServiceBlockingStub stub) {
    return stub.listRooms(ListRoomsRequest.getDefaultInstance()).getPage().getRoomsList().stream()
        .collect(toMap(Room::getRoomId, Room::getHeadSeq));
  }

  private static ManagedChannel channel(String address) {
    return NettyChannelBuilder.forTarget(address).usePlaintext().build();
  }

  private RoomServiceBlockingStub rooms(ManagedChannel channel, String user) {
    return new V1Client(requireNonNull(signedIn.get(user)), channel).rooms();
  }
}
