package gochat.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/// How a connection is made.
final class ChatChannel {
  /// A server that was not configured for more (Go's default) takes one HTTP/2 ping in five minutes
  /// and throws out who pings more often, so ours come less often than that. They are the last
  /// resort: a silent connection is probed by TCP itself, which no server sees, and our own server
  /// pings its clients, which counts as a sign of life here.
  private static final int PING_AFTER_S = 6 * 60;

  private static final int PING_TIMEOUT_S = 20;

  private static final int TCP_PROBE_AFTER_S = 20;
  private static final int TCP_PROBE_EVERY_S = 5;
  private static final int TCP_PROBES = 4;

  /// A connection that has been dead for this long has been noticed as such. Most are noticed after
  /// 40 s; but TCP does not probe while it is still repeating what it has sent.
  static final long DEAD_AFTER_MS = (PING_AFTER_S + PING_TIMEOUT_S) * 1000L;

  private ChatChannel() {}

  /// @param callbacks runs everything that the calls of this channel report
  static ManagedChannel open(
      ServerAddress server, EventLoopGroup eventLoops, Executor callbacks, long connectTimeoutMs) {
    return NettyChannelBuilder.forAddress(server.host(), server.port())
        .usePlaintext()
        .userAgent("gochat-client")
        .eventLoopGroup(eventLoops)
        .channelType(NioSocketChannel.class)
        .executor(callbacks)
        // A line is handed over once; a retry below us could send it twice.
        .disableRetry()
        // The name service is asked for addresses only, not for a configuration in TXT records.
        .disableServiceConfigLookUp()
        .keepAliveTime(PING_AFTER_S, TimeUnit.SECONDS)
        .keepAliveTimeout(PING_TIMEOUT_S, TimeUnit.SECONDS)
        .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeoutMs)
        .withOption(ChannelOption.SO_KEEPALIVE, true)
        .withOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), TCP_PROBE_AFTER_S)
        .withOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), TCP_PROBE_EVERY_S)
        .withOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), TCP_PROBES)
        .build();
  }
}
