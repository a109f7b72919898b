package gochat.client;

import gochat.ChatServiceGrpc.ChatServiceImplBase;
import gochat.Gochat.ChatMessage;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A model of the first server, which was written in Go: a map of names to streams. It sends no
/// headers before the first delivery and no notices, refuses no name, and accepts pings as rarely
/// as Go's default.
public final class SeedServer implements TestServer {
  private final int port;
  private final List<ChatMessage> received = new CopyOnWriteArrayList<>();
  private final Map<String, StreamObserver<ChatMessage>> streams = new ConcurrentHashMap<>();
  private volatile @Nullable Status refusal;
  private volatile boolean hanging;
  private @Nullable SslContext tls;
  private Server server;

  private SeedServer(@Nullable SslContext tls) throws IOException {
    this.tls = tls;
    server = listen(0);
    port = server.getPort();
  }

  public static SeedServer start() throws IOException {
    return new SeedServer(null);
  }

  /// Accepts TLS only.
  public static SeedServer start(SslContext tls) throws IOException {
    return new SeedServer(tls);
  }

  private Server listen(int port) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (tls != null) {
      builder.sslContext(tls);
    }
    return builder
        .addService(new Service())
        .permitKeepAliveTime(5, TimeUnit.MINUTES)
        .build()
        .start();
  }

  @Override
  public ServerAddress address() {
    return new ServerAddress("127.0.0.1", port);
  }

  @Override
  public void stop() throws IOException {
    try {
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
  }

  @Override
  public void startAgain() throws IOException {
    server = listen(port);
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /// The received chat messages, without registrations.
  public List<ChatMessage> received() {
    return received;
  }

  /// The contents of [#received].
  public List<String> texts() {
    return received.stream().map(ChatMessage::getContent).toList();
  }

  /// The registered names.
  public List<String> names() {
    return List.copyOf(streams.keySet());
  }

  /// Sets the certificate for [#startAgain]; null for none.
  public void use(@Nullable SslContext newTls) {
    tls = newTls;
  }

  /// Ends new streams with `status`; null accepts them again.
  public void refuse(@Nullable Status status) {
    refusal = status;
  }

  /// Stops ending the streams of clients that leave.
  public void hang() {
    hanging = true;
  }

  /// Sends `message` unchanged to the stream of `name`.
  public void deliver(String name, ChatMessage message) {
    StreamObserver<ChatMessage> stream = streams.get(name);
    if (stream == null) {
      throw new IllegalStateException("not registered: " + name);
    }
    synchronized (stream) {
      stream.onNext(message);
    }
  }

  /// Ends the stream of `name` with OK.
  public void end(String name) {
    StreamObserver<ChatMessage> stream = streams.remove(name);
    if (stream == null) {
      throw new IllegalStateException("not registered: " + name);
    }
    stream.onCompleted();
  }

  private final class Service extends ChatServiceImplBase {
    @Override
    public StreamObserver<ChatMessage> chat(StreamObserver<ChatMessage> out) {
      return new StreamObserver<>() {
        private @Nullable String name;

        @Override
        public void onNext(ChatMessage message) {
          Status status = refusal;
          if (status != null && name == null) {
            out.onError(status.asRuntimeException());
            return;
          }
          if (name == null) {
            name = message.getUsername();
            streams.put(name, out);
          }
          if (!message.getContent().isBlank()) {
            received.add(message);
            streams.keySet().stream()
                .filter(to ->
                    message.getTargetname().isEmpty()
                        ? !to.equals(message.getUsername())
                        : to.equals(message.getTargetname()))
                .forEach(to -> deliver(to, message));
          }
        }

        @Override
        public void onError(Throwable failure) {
          unregister();
        }

        @Override
        public void onCompleted() {
          if (!hanging) {
            unregister();
            out.onCompleted();
          }
        }

        private void unregister() {
          if (name != null) {
            streams.remove(name, out);
          }
        }
      };
    }
  }
}
