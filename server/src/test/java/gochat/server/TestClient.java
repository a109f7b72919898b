package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client of the seed contract on grpc-java, one stream.
public final class TestClient implements AutoCloseable {
  /// The time that a test waits for a condition; it holds at once unless something is broken.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Sends any bytes, not only messages.
  private static final MethodDescriptor<byte[], ChatMessage> CHAT =
      ChatServiceGrpc.getChatMethod().toBuilder(
              new Bytes(), ChatServiceGrpc.getChatMethod().getResponseMarshaller())
          .build();

  private final @Nullable ManagedChannel own;
  private final ClientCall<byte[], ChatMessage> call;
  private final LinkedBlockingQueue<ChatMessage> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Boolean> registered = new CompletableFuture<>();
  private final CompletableFuture<Status> ended = new CompletableFuture<>();
  private final boolean readsByItself;

  private TestClient(
      @Nullable ManagedChannel own, Channel channel, CallOptions options, boolean readsByItself) {
    this.own = own;
    this.readsByItself = readsByItself;
    call = channel.newCall(CHAT, options);
    call.start(new Listener(), new Metadata());
    if (readsByItself) {
      call.request(1);
    }
  }

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /// A stream on a connection of its own that is not registered yet.
  public static TestClient connect(int port) {
    ManagedChannel channel = channel(port);
    return new TestClient(channel, channel, CallOptions.DEFAULT, true);
  }

  /// A stream on `channel` that is not registered yet.
  static TestClient on(Channel channel) {
    return new TestClient(null, channel, CallOptions.DEFAULT, true);
  }

  /// A stream on `channel` that reads only what [#read] asks for.
  static TestClient lazyOn(Channel channel) {
    return new TestClient(null, channel, CallOptions.DEFAULT, false);
  }

  /// A stream on `channel` whose messages are compressed.
  static TestClient compressingOn(Channel channel) {
    return new TestClient(null, channel, CallOptions.DEFAULT.withCompression("gzip"), true);
  }

  /// A stream on a connection of its own that reads only what [#read] asks for.
  static TestClient lazy(int port) {
    ManagedChannel channel = channel(port);
    return new TestClient(channel, channel, CallOptions.DEFAULT, false);
  }

  /// The same with windows of this size.
  static TestClient lazy(int port, int windowBytes) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .flowControlWindow(windowBytes)
            .build();
    return new TestClient(channel, channel, CallOptions.DEFAULT, false);
  }

  /// Registers, and returns when the server has confirmed it.
  public TestClient register(String name) throws InterruptedException {
    send(name, "", "");
    assertThat(isRegistered()).as("%s got the name; ended with %s", name, ended).isTrue();
    return this;
  }

  /// Waits for the server's answer to the first message.
  ///
  /// @return whether this client has its name
  boolean isRegistered() {
    return registered.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  void say(String text) {
    send("", "", text);
  }

  public void send(String username, String target, String text) {
    send(
        ChatMessage.newBuilder()
            .setUsername(username)
            .setTargetname(target)
            .setContent(text)
            .build()
            .toByteArray());
  }

  void send(byte[] bytes) {
    call.sendMessage(bytes);
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

  /// The texts of the next messages.
  List<String> nextTexts(int count) throws InterruptedException {
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(next().getContent());
    }
    return texts;
  }

  /// Asserts that the next message is this one.
  public void expect(String from, String target, String text) throws InterruptedException {
    assertThat(next())
        .isEqualTo(
            ChatMessage.newBuilder()
                .setUsername(from)
                .setTargetname(target)
                .setContent(text)
                .build());
  }

  /// The messages that have come since the last [#next].
  List<ChatMessage> drain() {
    List<ChatMessage> rest = new ArrayList<>();
    received.drainTo(rest);
    return rest;
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

  public Status status() {
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
      registered.complete(true);
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
      registered.complete(false);
      ended.complete(status);
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] bytes) {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("requests are only sent here");
    }
  }
}
