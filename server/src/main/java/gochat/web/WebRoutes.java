package gochat.web;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import gochat.edge.ConnectionSweeps;
import gochat.limit.ConnectionLimit;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The paths of the web port: the page, the calls, and the streams.
final class WebRoutes {
  /// The path of WebSockets.
  static final String CONNECT_PATH = "/v1/connect";

  private final WebServices services;
  private final WebLimits limits;
  private final ConnectionSweeps sweeps;

  /// The methods of each path, which has `*` for each variable.
  private final Map<String, Set<HttpMethod>> methods = new LinkedHashMap<>();

  WebRoutes(WebServices services, WebLimits limits, ConnectionSweeps sweeps) {
    this.services = services;
    this.limits = limits;
    this.sweeps = sweeps;
  }

  void addTo(ServerBuilder builder) {
    for (PageFile file : Page.files()) {
      add(builder, file.path(), EnumSet.of(HttpMethod.GET, HttpMethod.HEAD), file);
    }
    ServiceOptions options =
        ServiceOptions.builder()
            .requestTimeoutMillis(limits.limits().of(ConnectionLimit.REQUEST_TIMEOUT))
            .build();
    for (ServerServiceDefinition service : services.calls()) {
      service.getMethods().forEach(method -> addTo(builder, method, options));
    }
    if (services.connect() != null) {
      // Http1Gate handles WebSockets; only other requests come here.
      add(
          builder,
          CONNECT_PATH,
          EnumSet.of(HttpMethod.GET),
          (_, _) -> JsonErrors.answer(WebSocketUpgrade.webSocketsOnly()));
    }
    if (services.events() != null) {
      add(
          builder,
          "/v1/events",
          EnumSet.of(HttpMethod.GET),
          new EventStreamService(services.events(), sweeps, limits.timeouts()));
    }
    methods.forEach((path, allowed) ->
        builder
            .route()
            .path("glob:" + path)
            .methods(
                HttpMethod.knownMethods().stream()
                    .filter(method -> !allowed.contains(method))
                    .toList())
            .build((_, request) -> JsonErrors.methodNotAllowed(request.method(), allowed)));
  }

  private <Q, R> void addTo(
      ServerBuilder builder, ServerMethodDefinition<Q, R> method, ServiceOptions options) {
    if (method.getMethodDescriptor().getType() != MethodType.UNARY) {
      return;
    }
    GrpcWebService<Q, R> grpcWeb = new GrpcWebService<>(method, options, limits.headerBytesMax());
    add(builder, grpcWeb.path(), EnumSet.of(HttpMethod.POST), grpcWeb);
    HttpBinding.of(method.getMethodDescriptor())
        .ifPresent(binding ->
            add(
                builder,
                binding.path(),
                EnumSet.of(binding.verb()),
                new JsonCallService<>(method, binding, options)));
  }

  /// @param path may have variables, such as `/v1/rooms/{room}`
  private void add(
      ServerBuilder builder, String path, EnumSet<HttpMethod> allowed, HttpService service) {
    builder.service(Route.builder().path(path).methods(allowed).build(), service);
    methods
        .computeIfAbsent(path.replaceAll("\\{[^}]*}", "*"), _ -> EnumSet.noneOf(HttpMethod.class))
        .addAll(allowed);
  }
}
