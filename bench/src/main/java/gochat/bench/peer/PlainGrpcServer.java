package gochat.bench.peer;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The simplest server of the first contract with grpc-java: a map of stream observers, and a loop
/// over it for each broadcast. The measured server is compared with it.
public final class PlainGrpcServer implements AutoCloseable {
  private final Server server;

  /// Listens on loopback.
  ///
  /// @param port 0 takes a free one
  public PlainGrpcServer(int port) throws IOException {
    this(builder(port));
  }

  private PlainGrpcServer(NettyServerBuilder builder) throws IOException {
    server = builder.addService(new Chat()).build().start();
  }

  private static NettyServerBuilder builder(int port) {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /// The port that it listens on.
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /// Arguments: the port, 0 by default, and for TLS the files of a certificate and its key.
  public static void main(String[] args) throws Exception {
    NettyServerBuilder builder = builder(args.length == 0 ? 0 : Integer.parseInt(args[0]));
    if (args.length == 3) {
      builder.useTransportSecurity(new File(args[1]), new File(args[2]));
    }
    try (var peer = new PlainGrpcServer(builder)) {
      System.out.println("gochat listening on 127.0.0.1:" + peer.port());
      peer.server.awaitTermination();
    }
  }

  private static final class Chat extends ChatServiceGrpc.ChatServiceImplBase {
    private final ConcurrentMap<String, StreamObserver<ChatMessage>> users =
        new ConcurrentHashMap<>();

    @Override
    public StreamObserver<ChatMessage> chat(StreamObserver<ChatMessage> out) {
      return new User(users, out);
    }
  }

  private static final class User implements StreamObserver<ChatMessage> {
    private final ConcurrentMap<String, StreamObserver<ChatMessage>> users;
    private final StreamObserver<ChatMessage> out;
    private @Nullable String name;

    User(
        ConcurrentMap<String, StreamObserver<ChatMessage>> users, StreamObserver<ChatMessage> out) {
      this.users = users;
      this.out = out;
    }

    @Override
    public void onNext(ChatMessage message) {
      if (name == null) {
        if (users.putIfAbsent(message.getUsername(), out) != null) {
          out.onError(Status.ALREADY_EXISTS.asRuntimeException());
          return;
        }
        name = message.getUsername();
      }
      if (message.getContent().isEmpty()) {
        return;
      }
      if (message.getTargetname().isEmpty()) {
        users.values().forEach(user -> deliver(message, user));
      } else {
        StreamObserver<ChatMessage> user = users.get(message.getTargetname());
        if (user != null) {
          deliver(message, user);
        }
      }
    }

    private void deliver(ChatMessage message, StreamObserver<ChatMessage> user) {
      if (user == out && message.getTargetname().isEmpty()) {
        return;
      }
      // A stream observer is not thread-safe.
      synchronized (user) {
        user.onNext(message);
      }
    }

    @Override
    public void onError(Throwable failure) {
      leave();
    }

    @Override
    public void onCompleted() {
      leave();
      out.onCompleted();
    }

    private void leave() {
      if (name != null) {
        users.remove(name, out);
      }
    }
  }
}
