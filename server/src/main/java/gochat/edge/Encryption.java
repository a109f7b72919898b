package gochat.edge;

import gochat.limit.ConnectionLimit;
import gochat.tls.TlsException;
import gochat.tls.TlsIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The encryption of a port: plaintext, TLS, or both, which a connection's first byte
/// distinguishes. The identity can be replaced. Thread-safe.
public final class Encryption {
  /// Plaintext only.
  public static final Encryption NONE = new Encryption(null, true);

  /// The first byte of a TLS connection: a record of the type handshake.
  private static final byte HANDSHAKE_RECORD = 0x16;

  /// The time that a closing connection waits until the peer has taken the last bytes, in addition
  /// to the time that it has for closing.
  private static final long CLOSE_NOTIFY_TIMEOUT_MS = ConnectionLimit.LAST_BYTES_TIMEOUT.standard();

  private final boolean servesPlaintext;

  /// Null without TLS. The thread that renews the identity replaces it; event loops read it.
  private volatile @Nullable Current current;

  private Encryption(@Nullable Current first, boolean servesPlaintext) {
    current = first;
    this.servesPlaintext = servesPlaintext;
  }

  /// @param plaintextToo also serves connections that do not begin with TLS
  /// @throws TlsException if the engine can't use the identity
  public static Encryption with(TlsIdentity identity, boolean plaintextToo) {
    return with(TlsEngine.best(), identity, plaintextToo);
  }

  public static Encryption with(TlsEngine engine, TlsIdentity identity, boolean plaintextToo) {
    return new Encryption(Current.of(engine, identity), plaintextToo);
  }

  /// The identity for new connections, and what the engine has made of it.
  private record Current(TlsEngine engine, TlsIdentity identity, SslContext context) {
    static Current of(TlsEngine engine, TlsIdentity identity) {
      SslContextBuilder context =
          SslContextBuilder.forServer(
                  identity.key(), identity.chain().toArray(new X509Certificate[0]))
              .applicationProtocolConfig(
                  // BoringSSL supports no other behaviour. A peer that offers neither protocol gets
                  // an error message.
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      // Clients of HTTP/1.1 are redirected to the web port.
                      ApplicationProtocolNames.HTTP_1_1));
      try {
        return new Current(engine, identity, engine.configure(context).build());
      } catch (SSLException | IllegalArgumentException e) {
        throw new TlsException("TLS can't use this certificate: " + e.getMessage(), e);
      }
    }
  }

  /// Proves the server's identity with `identity` to new connections. Open connections go on. The
  /// sessions of the former identity can't be resumed.
  ///
  /// @throws TlsException if the engine can't use it; the former identity stays in use
  /// @throws IllegalStateException for a port without TLS
  public void use(TlsIdentity identity) {
    current = Current.of(tls().engine, identity);
  }

  /// The identity for new connections, empty without TLS.
  public Optional<TlsIdentity> identity() {
    Current now = current;
    return now == null ? Optional.empty() : Optional.of(now.identity);
  }

  /// The DNS names in the certificate, as in [TlsIdentity#dnsNames]; none without TLS.
  public List<String> dnsNames() {
    return identity().map(TlsIdentity::dnsNames).orElse(List.of());
  }

  public boolean servesPlaintext() {
    return servesPlaintext;
  }

  /// Whether a connection with these first bytes uses TLS, and the port accepts TLS.
  public boolean isTls(ByteBuf firstBytes) {
    return current != null && firstBytes.getByte(firstBytes.readerIndex()) == HANDSHAKE_RECORD;
  }

  /// @throws IllegalStateException for a port without TLS
  public SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = tls().context.newHandler(allocator);
    // The timeout of the preface includes the handshake, so the handshake needs no timer.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_TIMEOUT_MS);
    return handler;
  }

  private Current tls() {
    Current now = current;
    if (now == null) {
      throw new IllegalStateException("a port without TLS");
    }
    return now;
  }
}
