package gochat.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.Status;

/// Answers requests to the path of WebSockets that are none. Those that are don't come here:
/// [Http1Gate] keeps them. Stateless.
final class ConnectService implements HttpService {
  static final String WEB_SOCKETS_ONLY =
      "this path takes WebSockets only, of version 13 and over HTTP/1.1";

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    return JsonErrors.answer(
        Status.INVALID_ARGUMENT.withDescription(WEB_SOCKETS_ONLY), new Metadata());
  }
}
