package gochat.client;

import gochat.ChatServiceGrpc.ChatServiceImplBase;
import gochat.Gochat.ChatMessage;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A model of the first server, which was written in Go: a map of names to streams. It sends no
/// headers before the first delivery and no notices, refuses no name, and accepts pings as rarely
/// as Go's default, which is Java's too.
public final class SeedServer extends TestServer.Model {
  private final List<ChatMessage> received = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, StreamObserver<ChatMessage>> streams = new ConcurrentHashMap<>();
  private volatile @Nullable Status refusal;
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile boolean hanging;

  private SeedServer() {}

  public static SeedServer start() throws IOException {
    return start(null);
  }

  /// @param tls accepts TLS only; null for none
  public static SeedServer start(@Nullable SslContext tls) throws IOException {
    SeedServer server = new SeedServer();
    server.use(tls);
    server.startAgain();
    return server;
  }

  @Override
  protected ServerServiceDefinition service() {
    return new Service().bindService();
  }

  /// The received chat messages, without registrations.
  public List<ChatMessage> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /// The contents of [#received].
  public List<String> texts() {
    return received().stream().map(ChatMessage::getContent).toList();
  }

  /// The registered names.
  public List<String> names() {
    return List.copyOf(streams.keySet());
  }

  /// Ends new streams with `status`; null accepts them again.
  public void refuse(@Nullable Status status) {
    refusal = status;
  }

  /// The number of streams that it has refused.
  public int refusals() {
    return refusals.get();
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
            refusals.incrementAndGet();
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
