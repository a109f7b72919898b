package gochat.tls;

import java.util.List;

/// How TLS is spoken, on every port.
public final class TlsRules {
  /// TLS 1.3, which every current client agrees on, is preferred. 1.2 is the lower bound, as the
  /// one before the newest is what older gRPC libraries and appliances in between still speak, and
  /// with the cipher suites of HTTP/2 (RFC 9113, section 9.2.2) it has no known weakness. 1.1 and
  /// 1.0 are deprecated (RFC 8996).
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  static {
    // HTTP/2 forbids renegotiation (RFC 9113, section 9.2.1), and each one costs the server a
    // signature. The JDK has no other switch for it, and reads it once, when TLS is first used.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private TlsRules() {}
}
