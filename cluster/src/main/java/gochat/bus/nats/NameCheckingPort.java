package gochat.bus.nats;

import static java.util.Objects.requireNonNull;

import io.nats.client.Options;
import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A connection that checks the server's name over TLS. jnats takes any certificate of a trusted
/// authority, whichever name it is for. Public, because jnats makes it by its name.
public final class NameCheckingPort extends SocketDataPortWithWriteTimeout {
  private @Nullable Options options;

  @Override
  public void afterConstruct(Options connectionOptions) {
    super.afterConstruct(connectionOptions);
    options = connectionOptions;
  }

  @Override
  public void upgradeToSecure() throws IOException {
    Options known = requireNonNull(options);
    SSLSocket secure =
        (SSLSocket) known.getSslContext().getSocketFactory().createSocket(socket, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    int timeoutMs = secure.getSoTimeout();
    secure.setSoTimeout((int) known.getConnectionTimeout().toMillis());
    secure.startHandshake();
    secure.setSoTimeout(timeoutMs);
    socket = secure;
    in = secure.getInputStream();
    out = secure.getOutputStream();
    isSecure = true;
  }
}
