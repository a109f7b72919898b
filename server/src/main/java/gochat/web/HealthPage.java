package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.Health;
import java.util.Map;
import java.util.function.Supplier;

/// Shows a condition of the server, whatever name the client uses for the server, because load
/// balancers use addresses and names of their own.
record HealthPage(Supplier<Health.Condition> condition) implements HttpService {
  /// The pages by their paths.
  static Map<String, HealthPage> of(Health health) {
    return Map.of(
        Health.LIVE_PATH,
        new HealthPage(health::live),
        Health.READY_PATH,
        new HealthPage(health::ready));
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    Health.Condition now = condition.get();
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.valueOf(now.status()))
            .set(HttpHeaderNames.CONTENT_TYPE, MediaType.PLAIN_TEXT_UTF_8.toString())
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build();
    return HttpResponse.of(headers, HttpData.copyOf(now.text().getBytes(UTF_8)));
  }
}
