package gochat.bench;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.bench.wire.Stamp;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/// A server that broadcasts by the contract, with a planted fault in each twentieth message.
final class FaultyServer extends ChatServiceGrpc.ChatServiceImplBase implements AutoCloseable {
  enum Fault {
    LOSE,
    DOUBLE,
    REORDER,
    FALSIFY,
    END_STREAM
  }

  private static final int FAULT_EVERY = 20;

  private final Fault fault;
  private final Server server;
  private final Set<StreamObserver<ChatMessage>> users = new LinkedHashSet<>();
  private ChatMessage late = ChatMessage.getDefaultInstance();
  private int messages;

  FaultyServer(Fault fault) throws IOException {
    this.fault = fault;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = NettyServerBuilder.forAddress(address).addService(this).build().start();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public StreamObserver<ChatMessage> chat(StreamObserver<ChatMessage> out) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ChatMessage message) {
        broadcast(out, message);
      }

      @Override
      public void onError(Throwable failure) {
        leave(out);
      }

      @Override
      public void onCompleted() {
        leave(out);
      }
    };
  }

  private synchronized void leave(StreamObserver<ChatMessage> user) {
    users.remove(user);
  }

  private synchronized void broadcast(StreamObserver<ChatMessage> from, ChatMessage message) {
    users.add(from);
    if (message.getContent().length() <= Stamp.BYTES) {
      deliver(from, message);
      return;
    }
    if (++messages % FAULT_EVERY != 0) {
      deliver(from, message);
      deliver(from, late);
      late = ChatMessage.getDefaultInstance();
      return;
    }
    switch (fault) {
      case LOSE -> {}
      case DOUBLE -> {
        deliver(from, message);
        deliver(from, message);
      }
      case REORDER -> late = message;
      case FALSIFY -> deliver(from, message.toBuilder().setContent("something else").build());
      case END_STREAM -> {
        for (StreamObserver<ChatMessage> user : Set.copyOf(users)) {
          if (user != from) {
            user.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
            users.remove(user);
          }
        }
      }
    }
  }

  private void deliver(StreamObserver<ChatMessage> from, ChatMessage message) {
    if (!message.getContent().isEmpty()) {
      users.stream().filter(user -> user != from).forEach(user -> user.onNext(message));
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
