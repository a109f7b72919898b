package gochat.edge;

import gochat.limit.ConnectionLimit;
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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The encryption of a port: plaintext, TLS, or both, which a connection's first byte
/// distinguishes. Thread-safe.
public final class Encryption {
  /// Plaintext only.
  public static final Encryption NONE = new Encryption(null, true);

  /// The first byte of a TLS connection: a record of the type handshake.
  private static final byte HANDSHAKE_RECORD = 0x16;

  /// The time that a closing connection waits until the peer has taken the last bytes, in addition
  /// to the time that it has for closing.
  private static final long CLOSE_NOTIFY_TIMEOUT_MS = ConnectionLimit.LAST_BYTES_TIMEOUT.standard();

  private final @Nullable SslContext tls;
  private final boolean servesPlaintext;

  private Encryption(@Nullable SslContext tls, boolean servesPlaintext) {
    this.tls = tls;
    this.servesPlaintext = servesPlaintext;
  }

  /// @param plaintextToo also serves connections that do not begin with TLS
  public static Encryption with(TlsIdentity identity, boolean plaintextToo) {
    return with(TlsEngine.best(), identity, plaintextToo);
  }

  public static Encryption with(TlsEngine engine, TlsIdentity identity, boolean plaintextToo) {
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
      return new Encryption(engine.configure(context).build(), plaintextToo);
    } catch (SSLException e) {
      throw new IllegalArgumentException("no TLS with this certificate: " + e.getMessage(), e);
    }
  }

  public boolean servesPlaintext() {
    return servesPlaintext;
  }

  /// Whether a connection with these first bytes uses TLS, and the port accepts TLS.
  public boolean isTls(ByteBuf firstBytes) {
    return tls != null && firstBytes.getByte(firstBytes.readerIndex()) == HANDSHAKE_RECORD;
  }

  /// @throws IllegalStateException for a port without TLS
  public SslHandler newHandler(ByteBufAllocator allocator) {
    if (tls == null) {
      throw new IllegalStateException("a port without TLS");
    }
    SslHandler handler = tls.newHandler(allocator);
    // The timeout of the preface includes the handshake, so the handshake needs no timer.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_TIMEOUT_MS);
    return handler;
  }
}
