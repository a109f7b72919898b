package gochat.bus.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bus.Bus;
import gochat.bus.link.Engine;
import gochat.bus.link.Incoming;
import gochat.bus.link.Link;
import gochat.bus.link.Numbering;
import io.nats.client.AuthHandler;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Connects to NATS. jnats does not connect again by itself: it would send what waited all the
/// time, and give up when it is refused twice.
///
/// @param prefix without its last dot
/// @param numbering of one opened bus
record NatsEngine(NatsConfig config, String prefix, Numbering numbering) implements Engine {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /// Messages that jnats takes before the socket does: the bus has its own bound in bytes.
  private static final int QUEUED_MAX = 64;

  private static final int MESSAGE_BYTES_MAX = Envelope.BYTES + Bus.MESSAGE_BYTES_MAX;

  @Override
  public String name() {
    return config.toString();
  }

  @Override
  public boolean carriesEvents() {
    return true;
  }

  @Override
  public Duration sendPause() {
    return Duration.ZERO;
  }

  @Override
  public Link connect(Incoming incoming) throws IOException {
    try {
      Connection connection = connect(options(incoming));
      long bytesMax = connection.getMaxPayload();
      if (bytesMax < MESSAGE_BYTES_MAX) {
        connection.close();
        throw new IOException(
            "max_payload of the server: %d bytes (expected: at least %d)"
                .formatted(bytesMax, MESSAGE_BYTES_MAX));
      }
      return new NatsLink(connection, prefix + ".", numbering, incoming);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (RuntimeException e) {
      // A seed may be malformed, or the connection may have ended again.
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Connection connect(Options.Builder options)
      throws IOException, InterruptedException {
    FailedTries failed = new FailedTries();
    try {
      return Nats.connect(options.errorListener(failed).build());
    } catch (AuthenticationException e) {
      throw e;
    } catch (IOException e) {
      throw failed.asOne(e);
    }
  }

  private Options.Builder options(Incoming incoming) throws IOException {
    Options.Builder options =
        new Options.Builder()
            .servers(config.servers().stream().map(URI::toString).toArray(String[]::new))
            .connectionName("gochat")
            .inboxPrefix(prefix + ".inbox.")
            .noEcho()
            .noReconnect()
            .reportNoResponders()
            .hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs)
            .ignoreDiscoveredServers()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketWriteTimeout(WRITE_TIMEOUT)
            .dataPortType(NameCheckingPort.class.getName())
            .maxMessagesInOutgoingQueue(QUEUED_MAX)
            .connectionListener(
                new ConnectionListener() {
                  @Override
                  @SuppressWarnings("deprecation") // abstract
                  public void connectionEvent(Connection connection, Events event) {
                    if (event == Events.CLOSED) {
                      incoming.failed(new IOException("the connection has ended"));
                    }
                  }
                });
    @Nullable Path credentials = config.credentials();
    if (credentials != null) {
      options.authHandler(authentication(credentials));
    }
    if (config.isTls()) {
      options.sslContext(tls());
    }
    return options;
  }

  private static AuthHandler authentication(Path credentials) throws IOException {
    String file = credentials.toString();
    boolean hasToken;
    try {
      hasToken = Files.readString(credentials, UTF_8).contains("BEGIN NATS USER JWT");
    } catch (IOException e) {
      throw new IOException(file + " can't be read: " + e.getClass().getSimpleName(), e);
    }
    return hasToken ? Nats.credentials(file) : Nats.credentials(null, file);
  }

  /// Trusts the configured authorities, or else those that Java trusts.
  private SSLContext tls() throws IOException {
    @Nullable Path authorities = config.authorities();
    try {
      if (authorities == null) {
        return SSLContext.getDefault();
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      try (InputStream file = Files.newInputStream(authorities)) {
        for (Certificate authority :
            CertificateFactory.getInstance("X.509").generateCertificates(file)) {
          trusted.setCertificateEntry("authority " + trusted.size(), authority);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(authorities + " can't be used: " + e.getMessage(), e);
    }
  }
}
