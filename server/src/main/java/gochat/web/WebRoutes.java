package gochat.web;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServerBuilder;
import gochat.edge.ConnectionSweeps;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.tls.HttpChallenges;
import gochat.v1.FollowRequest;
import gochat.v1.StreamServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The paths of the web port: the page, the calls, the streams, and the health of the server.
final class WebRoutes {
  /// The path of WebSockets.
  static final String CONNECT_PATH = "/v1/connect";

  /// The path of server-sent events.
  static final String EVENTS_PATH = "/v1/events";

  private final WebServices services;
  private final HttpChallenges challenges;
  private final WebLimits limits;
  private final ConnectionSweeps sweeps;

  /// The methods of each path, which has `*` for each variable.
  private final Map<String, Set<HttpMethod>> methods = new LinkedHashMap<>();

  WebRoutes(
      WebServices services, HttpChallenges challenges, WebLimits limits, ConnectionSweeps sweeps) {
    this.services = services;
    this.challenges = challenges;
    this.limits = limits;
    this.sweeps = sweeps;
  }

  void addTo(ServerBuilder builder) {
    for (PageFile file : Page.files()) {
      add(builder, file.path(), EnumSet.of(HttpMethod.GET, HttpMethod.HEAD), file);
    }
    ApiPages pages = new ApiPages(services);
    pages
        .all()
        .forEach(
            (path, page) -> add(builder, path, EnumSet.of(HttpMethod.GET, HttpMethod.HEAD), page));
    add(
        builder,
        ChallengeService.PATTERN,
        EnumSet.of(HttpMethod.GET),
        new ChallengeService(challenges));
    if (services.health() != null) {
      HealthPage.of(services.health())
          .forEach((path, page) ->
              add(builder, path, EnumSet.of(HttpMethod.GET, HttpMethod.HEAD), page));
    }
    for (ServerServiceDefinition service : services.calls()) {
      service.getMethods().forEach(method -> addTo(builder, method));
    }
    if (services.connect() != null) {
      // Http1Gate handles WebSockets; only other requests come here.
      add(
          builder,
          CONNECT_PATH,
          EnumSet.of(HttpMethod.GET),
          (_, request) ->
              HttpFormats.failure(request.headers(), WebSocketUpgrade.webSocketsOnly()));
      add(
          builder,
          path(StreamServiceGrpc.getConnectMethod()),
          EnumSet.of(HttpMethod.POST),
          (_, request) ->
              HttpFormats.failure(
                  request.headers(),
                  Failure.of(
                      Reason.CALL_UNKNOWN,
                      "This method takes requests on the stream (expected: gRPC, or a WebSocket at "
                          + CONNECT_PATH
                          + ")")));
    }
    if (services.follow() != null) {
      addTo(builder, services.follow());
    }
    methods.forEach((path, allowed) ->
        builder
            .route()
            .path("glob:" + path)
            .methods(
                HttpMethod.knownMethods().stream()
                    .filter(method -> !allowed.contains(method))
                    .toList())
            .build((_, request) -> JsonErrors.methodNotAllowed(request.headers(), allowed)));
  }

  /// Adds a unary method, by its full name and by its path for JSON. No other kind is served.
  private <Q, R> void addTo(ServerBuilder builder, ServerMethodDefinition<Q, R> method) {
    MethodDescriptor<Q, R> described = method.getMethodDescriptor();
    if (described.getType() != MethodType.UNARY) {
      return;
    }
    var requests = (PrototypeMarshaller<Q>) described.getRequestMarshaller();
    Message prototype =
        requireNonNull((Message) requests.getMessagePrototype(), "of generated code");
    CallService.Start<HttpFormat.Call> start =
        (ctx, headers, format, request) -> UnaryCall.start(ctx, headers, format, method, request);
    add(
        builder,
        path(described),
        EnumSet.of(HttpMethod.POST),
        new CallService<>(HttpFormats.CALLS, prototype, start));
    HttpBinding.of(described)
        .ifPresent(binding ->
            add(
                builder,
                binding.path(),
                EnumSet.of(binding.verb()),
                new CallService<>(
                    HttpFormats.of(new JsonCall(binding.hasBody())), prototype, start)));
  }

  private void addTo(ServerBuilder builder, FollowService follow) {
    FollowRequest prototype = FollowRequest.getDefaultInstance();
    CallService.Start<HttpFormat.Stream> start =
        (ctx, headers, format, request) ->
            new HttpStream(
                    ctx,
                    format,
                    format.timeout(headers),
                    sweeps.of(WebConnection.channel(ctx).eventLoop()),
                    limits.timeouts())
                .answer(client ->
                    follow.follow(
                        RequestFacts.metadata(headers),
                        RequestFacts.attributes(ctx),
                        (FollowRequest) request,
                        client));
    add(
        builder,
        path(StreamServiceGrpc.getFollowMethod()),
        EnumSet.of(HttpMethod.POST),
        new CallService<>(HttpFormats.STREAMS, prototype, start));
    add(
        builder,
        EVENTS_PATH,
        EnumSet.of(HttpMethod.GET),
        new CallService<>(HttpFormats.EVENTS, prototype, start));
  }

  private static String path(MethodDescriptor<?, ?> method) {
    return "/" + method.getFullMethodName();
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
