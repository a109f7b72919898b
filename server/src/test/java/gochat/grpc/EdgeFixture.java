package gochat.grpc;

import static org.awaitility.Awaitility.await;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.Transport;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A server on a free port of the loopback address, and its clients.
final class EdgeFixture implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;
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

  /// A new connection without TLS.
  ManagedChannel channel() {
    return closing(NettyChannelBuilder.forAddress("localhost", port()).usePlaintext().build());
  }

  /// A new connection over TLS.
  ///
  /// @param trusted the certificate of the server
  ManagedChannel tlsChannel(X509Certificate trusted, String... protocols) throws IOException {
    return closing(
        NettyChannelBuilder.forAddress("localhost", port())
            .sslContext(
                GrpcSslContexts.configure(
                        GrpcSslContexts.forClient().protocols(protocols), SslProvider.JDK)
                    .trustManager(trusted)
                    .build())
            .build());
  }

  /// A socket without TLS, for bytes that no client would send.
  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  /// Shakes hands on a connection that trusts every certificate.
  static SSLSocket shakeHands(Socket tcp, String[] versions, String... applicationProtocols)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(versions);
    parameters.setApplicationProtocols(applicationProtocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /// A connection over TLS 1.3 or 1.2 that has shaken hands.
  SSLSocket tls(String... applicationProtocols) throws Exception {
    return shakeHands(socket(), new String[] {"TLSv1.3", "TLSv1.2"}, applicationProtocols);
  }

  /// Closes `channel` with this fixture.
  private ManagedChannel closing(ManagedChannel channel) {
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
