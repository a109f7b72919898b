package gochat.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.Encryption;
import gochat.tls.TlsIdentity;

/// Tells browsers to use TLS only (RFC 6797), where the port takes nothing else. They then accept
/// only certificates that they trust, so not one that the server has made itself. Thread-safe.
final class StrictTransportSecurity implements DecoratingHttpServiceFunction {
  /// For a year.
  private static final String VALUE = "max-age=31536000";

  private final Encryption encryption;

  StrictTransportSecurity(Encryption encryption) {
    this.encryption = encryption;
  }

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    if (!encryption.servesPlaintext()
        && encryption.identity().stream().noneMatch(TlsIdentity::isSelfMade)) {
      ctx.setAdditionalResponseHeader(HttpHeaderNames.STRICT_TRANSPORT_SECURITY, VALUE);
    }
    return delegate.serve(ctx, request);
  }
}
