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

  /// How long a closing connection waits for its last bytes to be taken, beyond the time that it
  /// was given anyhow.
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
                // BoringSSL knows no other way to go on; who offers neither is told by a sentence.
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    // Its clients are sent on to the web port.
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

  /// Whether a connection that begins like this is one of TLS, and may be.
  public boolean isTls(ByteBuf firstBytes) {
    return tls != null && firstBytes.getByte(firstBytes.readerIndex()) == HANDSHAKE_RECORD;
  }

  /// @throws IllegalStateException for a port without TLS
  public SslHandler newHandler(ByteBufAllocator allocator) {
    if (tls == null) {
      throw new IllegalStateException("a port without TLS");
    }
    SslHandler handler = tls.newHandler(allocator);
    // The time for the preface includes that for the handshake: no timer of its own.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_TIMEOUT_MS);
    return handler;
  }
}
