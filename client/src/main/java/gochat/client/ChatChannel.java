package gochat.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.IDN;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import jdk.net.ExtendedSocketOptions;

/// Opens connections to a server, with the settings that detect a dead one.
///
/// TCP does most of the detection, because no server can reject that: TCP probes a silent
/// connection, and on Linux it ends a connection that leaves our data unacknowledged for
/// [#PING_TIMEOUT_S] (gRPC sets `TCP_USER_TIMEOUT` to the timeout of its pings). HTTP/2 pings are
/// for systems on which TCP retransmits for longer. A Go server with default settings allows one
/// ping in five minutes and closes connections that send more, so the client pings less often.
public final class ChatChannel {
  private static final int PING_AFTER_S = 6 * 60;
  private static final int PING_TIMEOUT_S = 20;

  private static final int TCP_PROBE_AFTER_S = 20;
  private static final int TCP_PROBE_EVERY_S = 5;
  private static final int TCP_PROBES = 4;

  /// Every system has detected a dead connection after this time.
  public static final long DEAD_AFTER_MS = (PING_AFTER_S + PING_TIMEOUT_S) * 1000L;

  private ChatChannel() {}

  /// @param callbacks runs all callbacks of this channel's calls
  /// @param rejected called on a network thread when the server's certificate is rejected
  public static ManagedChannel open(
      ServerAddress server,
      Security security,
      Executor callbacks,
      long connectTimeoutMs,
      Consumer<CertificateProblem> rejected) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(IDN.toASCII(server.host()), server.port())
            .userAgent("gochat-client")
            .executor(callbacks)
            // A line is handed over once; a retry inside gRPC could send it twice.
            .disableRetry()
            // The name service is asked for addresses, not for a configuration.
            .disableServiceConfigLookUp()
            .keepAliveTime(PING_AFTER_S, TimeUnit.SECONDS)
            .keepAliveTimeout(PING_TIMEOUT_S, TimeUnit.SECONDS)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeoutMs)
            .withOption(ChannelOption.SO_KEEPALIVE, true);
    switch (security) {
      case Security.Plaintext plaintext -> builder.usePlaintext();
      case Security.Tls tls -> builder.sslContext(sslContext(new CertificateCheck(tls, rejected)));
    }
    // gRPC uses the same condition to choose the transport.
    boolean epoll = Epoll.isAvailable();
    return builder
        .withOption(
            epoll
                ? EpollChannelOption.TCP_KEEPIDLE
                : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
            TCP_PROBE_AFTER_S)
        .withOption(
            epoll
                ? EpollChannelOption.TCP_KEEPINTVL
                : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
            TCP_PROBE_EVERY_S)
        .withOption(
            epoll
                ? EpollChannelOption.TCP_KEEPCNT
                : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
            TCP_PROBES)
        .build();
  }

  private static SslContext sslContext(CertificateCheck check) {
    try {
      return GrpcSslContexts.configure(
              SslContextBuilder.forClient().trustManager(check), SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
