package gochat.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.MetadataCheck;

/// Refuses requests over HTTP/2 whose heads are too long. For HTTP/1.1 [Http1Gate] does this.
///
/// @param bytesMax the longest head, in bytes as HTTP/2 counts them
record HeadLimit(int bytesMax) implements DecoratingHttpServiceFunction {
  /// Heads up to this multiple of the limit are read, so that only the request is refused, with an
  /// error message. A head that is a quarter longer than that ends the connection.
  private static final long HEADS_READ = 2;

  long bytesRead() {
    return HEADS_READ * bytesMax;
  }

  @Override
  public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    return ctx.sessionProtocol().isMultiplex()
            && MetadataCheck.isTooLong(request.headers(), bytesMax)
        ? HttpFormats.failure(request.headers(), MetadataCheck.tooLong(bytesMax))
        : delegate.serve(ctx, request);
  }
}
