package gochat.edge;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.List;

/// The implementation of TLS on every port: BoringSSL where its library is available, elsewhere the
/// JDK. Clients see no difference.
public enum TlsEngine {
  BORINGSSL(SslProvider.OPENSSL),
  JDK(SslProvider.JDK);

  /// TLS 1.3 is preferred; every current client supports it. TLS 1.2 is the lower bound: older gRPC
  /// libraries and proxies still need it, and with the cipher suites of HTTP/2 (RFC 9113, section
  /// 9.2.2) it has no known weakness. 1.1 and 1.0 are deprecated (RFC 8996).
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  static {
    // HTTP/2 forbids renegotiation (RFC 9113, section 9.2.1), and each one costs the server a
    // signature. The JDK has no other switch for it, and reads it once, at the first use of TLS.
    // BoringSSL never renegotiates.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private final SslProvider provider;

  TlsEngine(SslProvider provider) {
    this.provider = provider;
  }

  /// The best implementation that is available on this machine.
  public static TlsEngine best() {
    return BORINGSSL.isAvailable() ? BORINGSSL : JDK;
  }

  public boolean isAvailable() {
    return switch (this) {
      case BORINGSSL -> OpenSsl.isAvailable();
      case JDK -> true;
    };
  }

  /// Configures `context` with this engine, the protocols and the cipher suites.
  ///
  /// @return `context`
  public SslContextBuilder configure(SslContextBuilder context) {
    return context
        .sslProvider(provider)
        .protocols(PROTOCOLS)
        .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
  }
}
