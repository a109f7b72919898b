package gochat.bench.attack;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// TLS of a client that trusts any certificate.
final class TrustAll {
  private static final SSLContext CONTEXT = context();

  /// Each connection has another server name, so that no session is resumed: a full handshake costs
  /// the server most.
  private static final AtomicLong NAMES = new AtomicLong();

  private TrustAll() {}

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  /// The engine of a client that has sent nothing yet.
  static SSLEngine engine() {
    SSLEngine engine = CONTEXT.createSSLEngine();
    engine.setUseClientMode(true);
    return engine;
  }

  /// TLS over a connection, before the handshake.
  ///
  /// @param protocol that ALPN offers
  static SSLSocket over(Socket tcp, String protocol) throws IOException {
    String name = "name-" + NAMES.incrementAndGet();
    SSLSocket socket =
        (SSLSocket) CONTEXT.getSocketFactory().createSocket(tcp, name, tcp.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    return socket;
  }
}
