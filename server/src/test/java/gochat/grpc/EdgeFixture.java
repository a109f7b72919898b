package gochat.grpc;

import static org.awaitility.Awaitility.await;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.Transport;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A server on a free port of the loopback address, and its clients.
final class EdgeFixture implements AutoCloseable {
  private static final EventLoopGroup LOOPS = Transport.best().newLoops(1);

  final GrpcServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();

  EdgeFixture(ServiceRegistry services, Limits limits, Encryption encryption) throws IOException {
    server = GrpcServer.start("localhost", 0, LOOPS, services, limits, encryption);
  }

  /// @param webPort that the server names in its answers
  EdgeFixture(ServiceRegistry services, Encryption encryption, int webPort) throws IOException {
    server =
        GrpcServer.start(
            "localhost",
            0,
            LOOPS,
            services,
            Limits.STANDARD,
            encryption,
            new GrpcServer.Beside(
                new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY), webPort));
  }

  EdgeFixture(ServiceRegistry services, Limits limits) throws IOException {
    this(services, limits, Encryption.NONE);
  }

  EdgeFixture(ServiceRegistry services) throws IOException {
    this(services, Limits.STANDARD);
  }

  int port() {
    return server.port();
  }

  /// A connection of its own.
  ManagedChannel channel() {
    return closing(NettyChannelBuilder.forAddress("localhost", port()).usePlaintext().build());
  }

  /// Closes `channel` with this fixture.
  ManagedChannel closing(ManagedChannel channel) {
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels) {
      await().until(channel::isTerminated);
    }
    server.close();
  }
}
