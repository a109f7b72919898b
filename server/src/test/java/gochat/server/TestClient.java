package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client of the seed contract on grpc-java, one stream.
final class TestClient implements AutoCloseable {
  /// How long a condition is waited for that holds at once unless something is broken.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final @Nullable ManagedChannel own;
  private final ClientCall<ChatMessage, ChatMessage> call;
  private final LinkedBlockingQueue<ChatMessage> received = new LinkedBlockingQueue<>();
  private final CountDownLatch headers = new CountDownLatch(1);
  private final CompletableFuture<Status> ended = new CompletableFuture<>();
  private final boolean readsByItself;

  private TestClient(@Nullable ManagedChannel own, Channel channel, boolean readsByItself) {
    this.own = own;
    this.readsByItself = readsByItself;
    call = channel.newCall(ChatServiceGrpc.getChatMethod(), CallOptions.DEFAULT);
    call.start(new Listener(), new Metadata());
    if (readsByItself) {
      call.request(1);
    }
  }

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /// A stream on a connection of its own, without a name so far.
  static TestClient connect(int port) {
    ManagedChannel channel = channel(port);
    return new TestClient(channel, channel, true);
  }

  /// A stream on `channel`, without a name so far.
  static TestClient on(Channel channel) {
    return new TestClient(null, channel, true);
  }

  /// A stream on a connection of its own that reads only what [#read] asks for.
  static TestClient lazy(int port) {
    ManagedChannel channel = channel(port);
    return new TestClient(channel, channel, false);
  }

  /// Registers, and returns when the server has confirmed it.
  TestClient register(String name) throws InterruptedException {
    call.sendMessage(ChatMessage.newBuilder().setUsername(name).build());
    assertThat(headers.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        .as("response headers for %s; ended with %s", name, ended.getNow(null))
        .isTrue();
    return this;
  }

  void say(String text) {
    send("", "", text);
  }

  void send(String username, String target, String text) {
    call.sendMessage(
        ChatMessage.newBuilder()
            .setUsername(username)
            .setTargetname(target)
            .setContent(text)
            .build());
  }

  void read(int messages) {
    call.request(messages);
  }

  ChatMessage next() throws InterruptedException {
    ChatMessage message = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (message == null) {
      throw new AssertionError("no message came; ended with " + ended.getNow(null));
    }
    return message;
  }

  /// Asserts that the next message is this one.
  void expect(String from, String target, String text) throws InterruptedException {
    assertThat(next())
        .isEqualTo(
            ChatMessage.newBuilder()
                .setUsername(from)
                .setTargetname(target)
                .setContent(text)
                .build());
  }

  int waiting() {
    return received.size();
  }

  void halfClose() {
    call.halfClose();
  }

  void cancel() {
    call.cancel("test", null);
  }

  boolean isOpen() {
    return !ended.isDone();
  }

  Status status() {
    return ended.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Override
  public void close() {
    call.cancel("test is over", null);
    if (own != null) {
      own.shutdownNow();
    }
  }

  private final class Listener extends ClientCall.Listener<ChatMessage> {
    @Override
    public void onHeaders(Metadata metadata) {
      headers.countDown();
    }

    @Override
    public void onMessage(ChatMessage message) {
      received.add(message);
      if (readsByItself) {
        call.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ended.complete(status);
    }
  }
}
