package gochat.system;

import gochat.client.v1.Endpoint;
import gochat.system.checker.Operation.Enter;
import gochat.system.checker.Operation.Result;
import gochat.v1.CreateRoomRequest;
import gochat.v1.InviteMemberRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.OpenDirectRequest;
import gochat.v1.Room;
import gochat.v1.RoomChanged;
import gochat.v1.RoomKind;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.RoomServiceGrpc.RoomServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Who takes part, and the rooms in which it happens; made before the trouble begins.
final class Cast {
  static final String LOBBY = "lobby";

  /// Whose rooms they are.
  static final String OWNER = "alice";

  /// With two devices each.
  static final List<String> ACCOUNTS = List.of(OWNER, "bob", "carol", "dave");

  /// An account with one device, which gets stuck.
  static final String SLEEPER = "erin";

  static final String GUEST = "gina";
  static final String SEED = "sam";

  private static final String PASSWORD = "correct horse battery";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Chronicle chronicle;
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final List<String> rooms = new ArrayList<>(List.of(LOBBY));
  private final Set<String> privateRooms = new HashSet<>();

  private Cast(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /// @param port of a server that knows nobody yet
  static Cast assemble(int port, Chronicle chronicle) {
    Cast cast = new Cast(chronicle);
    Endpoint server = Endpoint.plaintext("127.0.0.1:" + port);
    for (String account : ACCOUNTS) {
      cast.tokens.put(account, server.register(account, PASSWORD).getToken());
    }
    cast.tokens.put(SLEEPER, server.register(SLEEPER, PASSWORD).getToken());
    cast.tokens.put(GUEST, server.signInAsGuest(GUEST).getToken());
    cast.withStubs(port, cast::furnish);
    return cast;
  }

  /// Another session of an account.
  static String signIn(int port, String account) {
    return Endpoint.plaintext("127.0.0.1:" + port).signIn(account, PASSWORD).getToken();
  }

  private Void furnish(Map<String, RoomServiceBlockingStub> stubs) {
    create(stubs, "square", RoomKind.ROOM_KIND_PUBLIC);
    create(stubs, "den", RoomKind.ROOM_KIND_PRIVATE);
    create(stubs, "vault", RoomKind.ROOM_KIND_PRIVATE);
    List<String> users = new ArrayList<>(ACCOUNTS);
    users.add(SLEEPER);
    for (int i = 0; i < users.size(); i++) {
      for (int j = i + 1; j < users.size(); j++) {
        openDirect(stubs, users.get(i), users.get(j));
      }
    }
    return null;
  }

  private void create(Map<String, RoomServiceBlockingStub> stubs, String name, RoomKind kind) {
    long invokedNanos = chronicle.nowNanos();
    RoomChanged created =
        stub(stubs, OWNER)
            .createRoom(CreateRoomRequest.newBuilder().setName(name).setKind(kind).build())
            .getCreated();
    String room = created.getRoomId();
    add(room, kind != RoomKind.ROOM_KIND_PUBLIC);
    chronicle.saw(OWNER, new Enter(room, OWNER), invokedNanos, changed(created));
    for (String user : List.of("bob", "carol", SLEEPER)) {
      long invitedNanos = chronicle.nowNanos();
      RoomChanged invited =
          stub(stubs, OWNER)
              .inviteMember(InviteMemberRequest.newBuilder().setRoom(room).setUser(user).build())
              .getInvited();
      chronicle.saw(OWNER, new Enter(room, user), invitedNanos, changed(invited));
    }
  }

  private void openDirect(Map<String, RoomServiceBlockingStub> stubs, String user, String peer) {
    long invokedNanos = chronicle.nowNanos();
    RoomChanged opened =
        stub(stubs, user)
            .openDirect(OpenDirectRequest.newBuilder().setUser(peer).build())
            .getOpened();
    add(opened.getRoomId(), true);
    chronicle.saw(user, new Enter(opened.getRoomId(), peer), invokedNanos, changed(opened));
  }

  private void add(String room, boolean isPrivate) {
    rooms.add(room);
    if (isPrivate) {
      privateRooms.add(room);
    }
  }

  private static Result changed(RoomChanged changed) {
    return WireReplies.changed(gochat.v1.Refusal.getDefaultInstance(), changed.getSeq());
  }

  String token(String user) {
    return tokens.getOrDefault(user, "");
  }

  /// Those who have a token.
  Set<String> users() {
    return tokens.keySet();
  }

  /// All that there are.
  List<String> rooms() {
    return List.copyOf(rooms);
  }

  Set<String> privateRooms() {
    return Set.copyOf(privateRooms);
  }

  /// The heads of the rooms that each user is in, as the server says.
  Map<String, Map<String, Long>> heads(int port) {
    return withStubs(
        port,
        stubs -> {
          Map<String, Map<String, Long>> heads = new HashMap<>();
          stubs.forEach((user, stub) -> {
            Map<String, Long> ofUser = new HashMap<>();
            for (Room room :
                stub.listRooms(ListRoomsRequest.getDefaultInstance()).getRoomsList()) {
              ofUser.put(room.getRoomId(), room.getHead());
            }
            heads.put(user, ofUser);
          });
          return heads;
        });
  }

  private <R> R withStubs(int port, Function<Map<String, RoomServiceBlockingStub>, R> task) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      Map<String, RoomServiceBlockingStub> stubs = new HashMap<>();
      tokens.forEach((user, token) -> {
        Metadata credentials = new Metadata();
        credentials.put(AUTHORIZATION, "Bearer " + token);
        stubs.put(
            user,
            RoomServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials)));
      });
      return task.apply(stubs);
    } finally {
      channel.shutdownNow();
    }
  }

  private static RoomServiceBlockingStub stub(
      Map<String, RoomServiceBlockingStub> stubs, String user) {
    return java.util.Objects.requireNonNull(stubs.get(user));
  }
}
