package gochat.web;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;

/// Server-sent events, for `curl -N` and for pages that only listen.
final class EventStreamService implements HttpService {
  private final StreamService service;
  private final StreamOpener opener;
  private final WebLimits limits;

  EventStreamService(StreamService service, StreamOpener opener, WebLimits limits) {
    this.service = service;
    this.opener = opener;
    this.limits = limits;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    return opener.open(
        ctx, request, service, (where, sweep) -> new EventStream(where, sweep, limits));
  }

  @Override
  public ServiceOptions options() {
    // The answer has no end.
    return ServiceOptions.builder().requestTimeoutMillis(0).build();
  }
}
