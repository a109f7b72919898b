package gochat.grpc;

import gochat.edge.ConnectionCounts;
import gochat.edge.ConnectionSweeps;
import gochat.edge.Encryption;
import gochat.edge.ListenFailure;
import gochat.edge.Timeouts;
import gochat.edge.Transport;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.QueueLimit;
import gochat.limit.ServerLimit;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A gRPC port: accepts connections and serves the services of a registry until it is closed. Its
/// methods may wait and must not be called on an event loop.
public final class GrpcServer implements AutoCloseable {
  private static final long LAST_BYTES_TIMEOUT_MS = ConnectionLimit.LAST_BYTES_TIMEOUT.standard();
  private static final int UNWRITTEN_BYTES_MAX = QueueLimit.UNWRITTEN_BYTES.standardInt();

  /// The limits of the bytes that wait in a connection. Beyond the high mark, bytes wait in the
  /// queues of the streams, which have their own limits.
  private static final WriteBufferWaterMark WRITE_BUFFER =
      new WriteBufferWaterMark(UNWRITTEN_BYTES_MAX / 2, UNWRITTEN_BYTES_MAX);

  /// The most unsent bytes that the system holds for a connection. By default it would buffer
  /// megabytes for a client that reads nothing, and the server would not notice.
  private static final long UNSENT_BYTES_MAX = QueueLimit.UNSENT_BYTES.standard();

  private final FirstBytes.Port served;
  private final ConnectionCounts counts;
  private final long drainTimeoutMs;
  private final ChannelGroup connections =
      new DefaultChannelGroup("gochat-grpc", GlobalEventExecutor.INSTANCE, true);
  private final ConnectionSweeps sweeps;
  private final Channel listener;

  private GrpcServer(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      ServiceRegistry services,
      Limits limits,
      Encryption encryption,
      Beside beside)
      throws IOException {
    Timeouts timeouts = new Timeouts(limits);
    sweeps = new ConnectionSweeps(timeouts.sweepPeriodMs());
    served =
        new FirstBytes.Port(
            new GrpcConnectionFactory(limits, services), timeouts, encryption, beside.webPort);
    counts = beside.connections;
    drainTimeoutMs = limits.of(ServerLimit.DRAIN_TIMEOUT);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(Transport.of(loops).serverChannel())
            .option(ChannelOption.SO_BACKLOG, limits.of(ServerLimit.BACKLOG))
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    if (Transport.of(loops) == Transport.EPOLL) {
      bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES_MAX);
    }
    ChannelFuture bound = bootstrap.bind(ListenFailure.address(host, port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw ListenFailure.explain(host, port, "--port", bound.cause());
    }
    listener = bound.channel();
  }

  /// Starts a port without a web port.
  ///
  /// @throws IOException when the address can't be listened on; its message is one line for people
  static GrpcServer start(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      ServiceRegistry services,
      Limits limits,
      Encryption encryption)
      throws IOException {
    var counts = new ConnectionCounts(limits, NetworkList.EMPTY);
    return start(host, port, loops, services, limits, encryption, new Beside(counts, 0));
  }

  /// The parts of the server that this port shares with other ports.
  ///
  /// @param connections counts the connections of all ports
  /// @param webPort the port for HTTP/1.1, 0 for none
  public record Beside(ConnectionCounts connections, int webPort) {}

  /// Starts to accept connections.
  ///
  /// @param host the address to listen on, null for all addresses of this machine, IPv4 and IPv6
  /// @param port 0 for any free one, see [#port]
  /// @param loops run all connections; the caller shuts them down
  /// @throws IOException when the address can't be listened on; its message is one line for people
  public static GrpcServer start(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      ServiceRegistry services,
      Limits limits,
      Encryption encryption,
      Beside beside)
      throws IOException {
    return new GrpcServer(host, port, loops, services, limits, encryption, beside);
  }

  /// The port on which the server listens.
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /// Whether the port accepts connections.
  public boolean isListening() {
    return listener.isActive();
  }

  /// The number of open connections.
  public int openConnections() {
    return connections.size();
  }

  private void accept(Channel channel) {
    String excess = counts.add(channel);
    if (excess != null && !counts.addRefused(channel)) {
      channel.close();
      return;
    }
    connections.add(channel);
    channel
        .pipeline()
        .addLast(new FirstBytes(channel, served, sweeps.of(channel.eventLoop()), excess));
  }

  /// When the port is closed, its streams end one after another.
  ///
  /// @param time less than the drain timeout
  public void endStreamsOver(Duration time) {
    sweeps.endStreamsOver(time);
  }

  /// Shuts down: accepts no more connections, sends each connection GOAWAY, lets the owners of the
  /// streams end them, and returns when all connections are closed, at the latest shortly after the
  /// drain timeout.
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    sweeps.shutdown(drainTimeoutMs);
    // Each connection closes itself at the deadline, on its event loop.
    connections.newCloseFuture().awaitUninterruptibly(drainTimeoutMs + LAST_BYTES_TIMEOUT_MS);
  }
}
