package gochat.cluster;

import static org.awaitility.Awaitility.await;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.server.ChatServer;
import gochat.server.V1Client;
import gochat.store.postgres.TestServer;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A stream of the first contract at a server.
final class SeedUser implements AutoCloseable {
  private final ManagedChannel channel;
  private final ClientCall<ChatMessage, ChatMessage> call;
  private final List<ChatMessage> received = new CopyOnWriteArrayList<>();
  private volatile boolean isRegistered;
  private volatile @Nullable Status end;

  private SeedUser(ChatServer server, @Nullable V1Client account, String name) {
    channel = TestServer.connect(server);
    call = channel.newCall(ChatServiceGrpc.getChatMethod(), CallOptions.DEFAULT);
    Metadata metadata = new Metadata();
    if (account != null) {
      metadata.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          "Bearer " + account.signedIn().getToken());
    }
    call.start(new Listener(), metadata);
    call.request(Integer.MAX_VALUE);
    send(ChatMessage.newBuilder().setUsername(name).build());
    await().until(() -> isRegistered || end != null);
    if (!isRegistered) {
      throw new AssertionError(name + " did not get its name: " + end);
    }
  }

  /// A user with a name but no token.
  static SeedUser join(ChatServer server, String name) {
    return new SeedUser(server, null, name);
  }

  static SeedUser join(ChatServer server, V1Client account) {
    return new SeedUser(server, account, "");
  }

  void say(String text) {
    tell("", text);
  }

  void tell(String to, String text) {
    send(ChatMessage.newBuilder().setTargetname(to).setContent(text).build());
  }

  private void send(ChatMessage message) {
    call.sendMessage(message);
  }

  /// The texts of this author, as they came.
  List<String> textsOf(String author) {
    return received.stream()
        .filter(message -> message.getUsername().equals(author))
        .map(ChatMessage::getContent)
        .toList();
  }

  @Override
  public void close() {
    call.cancel("test is over", null);
    channel.shutdownNow();
  }

  private final class Listener extends ClientCall.Listener<ChatMessage> {
    @Override
    public void onHeaders(Metadata metadata) {
      isRegistered = true;
    }

    @Override
    public void onMessage(ChatMessage message) {
      received.add(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end = status;
    }
  }
}
