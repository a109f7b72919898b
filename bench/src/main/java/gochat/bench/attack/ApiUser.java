package gochat.bench.attack;

import com.google.common.util.concurrent.MoreExecutors;
import gochat.client.ChatChannel;
import gochat.client.v1.Endpoint;
import gochat.v1.CreateRoomRequest;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.RoomKind;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.SendMessageRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.MetadataUtils;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.UUID;

/// A user of the attacker that prepares an attack with ordinary calls. Its calls do not count for
/// the attacker's address.
final class ApiUser implements Closeable {
  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String name;
  private final String token;
  private final ManagedChannel channel;

  private ApiUser(Endpoint server, String name, String token) {
    this.name = name;
    this.token = token;
    channel =
        ChatChannel.open(
            server.addresses().all().getFirst(),
            server.security(),
            MoreExecutors.directExecutor(),
            CONNECT_TIMEOUT_MS,
            _ -> {});
  }

  /// Creates an account.
  static ApiUser account(AttackTarget target, String name) {
    Endpoint server = endpoint(target);
    String token = server.register(name, UUID.randomUUID().toString()).getToken();
    return new ApiUser(server, name, token);
  }

  static ApiUser guest(AttackTarget target, String name) {
    Endpoint server = endpoint(target);
    return new ApiUser(server, name, server.signInAsGuest(name).getToken());
  }

  private static Endpoint endpoint(AttackTarget target) {
    InetSocketAddress address = target.address(Port.GRPC);
    return Endpoint.plaintext(address.getHostString() + ":" + address.getPort());
  }

  String name() {
    return name;
  }

  String token() {
    return token;
  }

  /// Creates a private room.
  ///
  /// @return its id
  String makeRoom() {
    return stub(RoomServiceGrpc.newBlockingStub(channel))
        .createRoom(
            CreateRoomRequest.newBuilder()
                .setName(name + "-room")
                .setKind(RoomKind.ROOM_KIND_PRIVATE)
                .build())
        .getCreated()
        .getRoomId();
  }

  /// Sends a message.
  ///
  /// @return its position
  long post(String room) {
    return stub(MessageServiceGrpc.newBlockingStub(channel))
        .sendMessage(
            SendMessageRequest.newBuilder()
                .setRoom(room)
                .setClientMessageId(UUID.randomUUID().toString())
                .setText("a message")
                .build())
        .getSent()
        .getSeq();
  }

  private <S extends AbstractBlockingStub<S>> S stub(S stub) {
    Metadata credentials = new Metadata();
    credentials.put(AUTHORIZATION, "Bearer " + token);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
