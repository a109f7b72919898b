package gochat.web;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import gochat.edge.ConnectionSweeps;
import gochat.limit.ConnectionLimit;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;

/// The paths of the web port: the page, the calls, and the streams.
record WebRoutes(WebServices services, WebLimits limits, ConnectionSweeps sweeps) {
  /// The path of WebSockets.
  static final String CONNECT_PATH = "/v1/connect";

  void addTo(ServerBuilder builder) {
    for (PageFile file : Page.files()) {
      builder.route().path(file.path()).methods(HttpMethod.GET, HttpMethod.HEAD).build(file);
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
      builder
          .route()
          .get(CONNECT_PATH)
          .build((_, _) -> JsonErrors.answer(WebSocketUpgrade.WEB_SOCKETS_ONLY, new Metadata()));
    }
    if (services.events() != null) {
      builder
          .route()
          .get("/v1/events")
          .build(new EventStreamService(services.events(), sweeps, limits.timeouts()));
    }
  }

  private <Q, R> void addTo(
      ServerBuilder builder, ServerMethodDefinition<Q, R> method, ServiceOptions options) {
    if (method.getMethodDescriptor().getType() != MethodType.UNARY) {
      return;
    }
    GrpcWebService<Q, R> grpcWeb = new GrpcWebService<>(method, options, limits.headerBytesMax());
    builder.route().post(grpcWeb.path()).build(grpcWeb);
    HttpBinding.of(method.getMethodDescriptor())
        .ifPresent(binding ->
            builder.service(binding.route(), new JsonCallService<>(method, binding, options)));
  }
}
