package gochat.bench;

import com.google.common.util.concurrent.ListenableFuture;
import gochat.bench.wire.Destination;
import gochat.client.ChatChannel;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.RoomKind;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.RoomServiceGrpc.RoomServiceFutureStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/// Creates public rooms with an account, because guests may not create rooms.
final class RoomMaker {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final int CONNECT_TIMEOUT_MS = 10_000;

  // Less than the server's limit for one connection.
  private static final int CALLS_MAX = 64;

  private final Endpoint server;
  private final String token;

  /// Adds an account.
  ///
  /// @return its token
  static String register(Endpoint server, String name) throws LoadException {
    try {
      return server.register(name, UUID.randomUUID().toString()).getToken();
    } catch (ChatException e) {
      throw new LoadException("No account: " + e.getMessage());
    }
  }

  /// @param token of an account
  RoomMaker(Endpoint server, String token) {
    this.server = server;
    this.token = token;
  }

  /// @param namePrefix that no existing room has
  /// @return the rooms, by id; the account is a member of all
  List<Destination.Room> make(String namePrefix, int count)
      throws InterruptedException, LoadException {
    ManagedChannel channel =
        ChatChannel.open(
            server.addresses().all().getFirst(),
            server.security(),
            Runnable::run,
            CONNECT_TIMEOUT_MS,
            _ -> {});
    try {
      Metadata credentials = new Metadata();
      credentials.put(AUTHORIZATION, "Bearer " + token);
      RoomServiceFutureStub stub =
          RoomServiceGrpc.newFutureStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credentials));
      List<Destination.Room> rooms = new ArrayList<>(count);
      ArrayDeque<ListenableFuture<CreateRoomResponse>> calls = new ArrayDeque<>();
      for (int i = 0; i < count; i++) {
        if (calls.size() == CALLS_MAX) {
          rooms.add(made(calls.remove()));
        }
        calls.add(
            stub.createRoom(
                CreateRoomRequest.newBuilder()
                    .setName(namePrefix + i)
                    .setKind(RoomKind.ROOM_KIND_PUBLIC)
                    .build()));
      }
      for (ListenableFuture<CreateRoomResponse> call : calls) {
        rooms.add(made(call));
      }
      return rooms;
    } finally {
      channel.shutdownNow();
    }
  }

  private static Destination.Room made(ListenableFuture<CreateRoomResponse> call)
      throws InterruptedException, LoadException {
    try {
      CreateRoomResponse response = call.get();
      if (response.hasRefusal()) {
        throw new LoadException("No room: " + response.getRefusal().getSentence());
      }
      return new Destination.Room(response.getCreated().getRoomId());
    } catch (ExecutionException e) {
      Status status = Status.fromThrowable(e);
      throw new LoadException("No room: " + status.getCode() + ", " + status.getDescription());
    }
  }
}
