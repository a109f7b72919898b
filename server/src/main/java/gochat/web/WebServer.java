package gochat.web;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionCounts;
import gochat.edge.ListenFailure;
import gochat.edge.TlsEngine;
import gochat.edge.Transport;
import gochat.tls.TlsIdentity;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A web port: serves calls and streams over HTTP/1.1 and HTTP/2 until it is closed. Its methods
/// may wait and must not be called on an event loop.
public final class WebServer implements AutoCloseable {
  /// What the system may hold of a connection beyond what it has sent.
  private static final long UNSENT_BYTES_MAX = 32 * 1_024;

  static {
    // Its default; to find a better one, Armeria would load OpenSSL's library for every server.
    System.setProperty("com.linecorp.armeria.tlsEngineType", "jdk");
  }

  private final Server server;
  private final StreamOpener streams;
  private final Duration drainMax;
  private volatile boolean isStopping;

  private WebServer(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      WebServices services,
      WebLimits limits,
      ConnectionCounts connections,
      Tls tls,
      Duration drainMax)
      throws ListenFailure {
    streams = new StreamOpener(limits);
    this.drainMax = drainMax;
    ServerBuilder builder =
        Server.builder()
            .workerGroup(loops, false)
            .bossGroupFactory(_ -> new AcceptingLoop(Transport.of(loops)))
            .childChannelPipelineCustomizer(pipeline -> count(pipeline, connections))
            .port(
                host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port),
                tls.protocols());
    limit(builder, limits, loops, drainMax);
    encrypt(builder, tls);
    route(builder, services, limits);
    server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw ListenFailure.explain(host, port, "--web-port", e.getCause());
    }
  }

  /// Starts to accept connections.
  ///
  /// @param host the address to listen on, null for all addresses of this machine, IPv4 and IPv6
  /// @param port 0 for any free one, see [#port]
  /// @param loops run all connections; they stay the caller's
  /// @param connections counts those of this port too
  /// @param drainMax how long requests and streams have to end at a stop
  /// @throws ListenFailure nobody can listen there; its message is one line for people
  public static WebServer start(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      WebServices services,
      WebLimits limits,
      ConnectionCounts connections,
      Tls tls,
      Duration drainMax)
      throws ListenFailure {
    return new WebServer(host, port, loops, services, limits, connections, tls, drainMax);
  }

  /// What the port speaks.
  ///
  /// @param identity null for plaintext only
  /// @param plaintextToo serves both when there is an identity
  public record Tls(@Nullable TlsIdentity identity, boolean plaintextToo) {
    private List<SessionProtocol> protocols() {
      if (identity == null) {
        return List.of(SessionProtocol.HTTP);
      }
      return plaintextToo
          ? List.of(SessionProtocol.HTTP, SessionProtocol.HTTPS)
          : List.of(SessionProtocol.HTTPS);
    }
  }

  private static void limit(
      ServerBuilder builder, WebLimits limits, EventLoopGroup loops, Duration drainMax) {
    builder
        .maxRequestLength(limits.requestBytesMax())
        .http1MaxHeaderSize(limits.headerBytesMax())
        .http1MaxInitialLineLength(limits.headerBytesMax())
        .http2MaxHeaderListSize(limits.headerBytesMax())
        .idleTimeoutMillis(limits.idleTimeoutMs())
        // Armeria takes it for finding out what a connection speaks, too; calls have their own.
        .requestTimeoutMillis(limits.idleTimeoutMs())
        // Without a quiet period Armeria does not wait for requests at all.
        .gracefulShutdownTimeout(Duration.ofMillis(1), drainMax);
    if (Transport.of(loops) == Transport.EPOLL) {
      builder
          // The system would take megabytes for a client that reads nothing, and hide that from us.
          .childChannelOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES_MAX)
          // Events have no answer by which their client would show that it is there; TCP's is
          // enough.
          .childChannelOption(EpollChannelOption.TCP_USER_TIMEOUT, limits.stalledAfterMs());
    }
  }

  private static void encrypt(ServerBuilder builder, Tls tls) {
    if (tls.identity() != null) {
      TlsEngine engine = TlsEngine.best();
      builder
          .tls(TlsKeyPair.of(tls.identity().key(), tls.identity().chain()))
          .tlsEngineType(
              switch (engine) {
                case BORINGSSL -> TlsEngineType.OPENSSL;
                case JDK -> TlsEngineType.JDK;
              })
          .tlsCustomizer(engine::configure);
    }
  }

  private void route(ServerBuilder builder, WebServices services, WebLimits limits) {
    builder
        .disableServerHeader()
        .addHeaders(SafeHeaders.ALL)
        .errorHandler(new JsonErrors())
        .decorator(this::refuseWhenStopping)
        .decorator(new SameOrigin());
    for (PageFile file : Page.files()) {
      builder.route().path(file.path()).methods(HttpMethod.GET, HttpMethod.HEAD).build(file);
    }
    ServiceOptions options =
        ServiceOptions.builder().requestTimeoutMillis(limits.requestTimeoutMs()).build();
    for (ServerServiceDefinition service : services.calls()) {
      service.getMethods().forEach(method -> route(builder, method, options));
    }
    if (services.connect() != null) {
      builder.service("/v1/connect", new ConnectService(services.connect(), streams, limits));
    }
    if (services.events() != null) {
      builder
          .route()
          .get("/v1/events")
          .build(new EventStreamService(services.events(), streams, limits));
    }
  }

  private static <Q, R> void route(
      ServerBuilder builder, ServerMethodDefinition<Q, R> method, ServiceOptions options) {
    if (method.getMethodDescriptor().getType() != MethodType.UNARY) {
      return;
    }
    GrpcWebService<Q, R> grpcWeb = new GrpcWebService<>(method, options);
    builder.route().post(grpcWeb.path()).build(grpcWeb);
    HttpBinding.of(method.getMethodDescriptor())
        .ifPresent(binding ->
            builder.service(binding.route(), new JsonCallService<>(method, binding, options)));
  }

  /// What comes on an open connection after the stop has begun.
  private HttpResponse refuseWhenStopping(
      HttpService delegate, ServiceRequestContext ctx, HttpRequest request) throws Exception {
    return isStopping
        ? JsonErrors.answer(
            Status.UNAVAILABLE.withDescription("the server is shutting down"), new Metadata())
        : delegate.serve(ctx, request);
  }

  private static void count(ChannelPipeline pipeline, ConnectionCounts connections) {
    Channel channel = pipeline.channel();
    InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    if (connections.add(address) == null) {
      channel.closeFuture().addListener(_ -> connections.remove(address));
    } else {
      // What it speaks is not known yet, and a connection too many is not waited for.
      channel.close();
    }
  }

  /// The port that it listens on.
  public int port() {
    return requireNonNull(server.activePort(), "started").localAddress().getPort();
  }

  /// Begins to stop, without waiting: the owners of streams have to end them, requests are refused.
  public void beginShutdown() {
    if (!isStopping) {
      isStopping = true;
      streams.shutdown(drainMax);
      server.stop();
    }
  }

  /// Stops, and returns when all that was asked for is answered, at the latest shortly after the
  /// time for it.
  @Override
  public void close() {
    beginShutdown();
    server.stop().join();
  }

  /// Accepts connections. It ends with its server, and has nothing to be quiet about first.
  private static final class AcceptingLoop extends MultiThreadIoEventLoopGroup {
    AcceptingLoop(Transport transport) {
      super(1, transport.handlers());
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
      return super.shutdownGracefully(0, timeout, unit);
    }
  }
}
