package gochat.web;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionCounts;
import gochat.edge.ConnectionSweep;
import gochat.edge.ConnectionSweeps;
import gochat.edge.Encryption;
import gochat.edge.HardClose;
import gochat.edge.ListenFailure;
import gochat.edge.Transport;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import gochat.limit.QueueLimit;
import gochat.limit.ServerLimit;
import gochat.limit.StreamLimit;
import gochat.tls.HttpChallenges;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A web port: serves calls and streams over HTTP/1.1 and HTTP/2 until it is closed. Its methods
/// may wait and must not be called on an event loop.
public final class WebServer implements AutoCloseable {
  /// The unsent bytes that the system may hold for a connection.
  private static final long UNSENT_BYTES_MAX = QueueLimit.UNSENT_BYTES_OF_WEB.standard();

  private static final int RESETS_PER_WINDOW_MAX = ConnectionLimit.RESETS.standardInt();
  private static final int RESET_WINDOW_SECONDS = 30;

  static {
    // The default of Armeria; to look for a better one, it would load OpenSSL's library in every
    // server.
    System.setProperty("com.linecorp.armeria.tlsEngineType", "jdk");
    // A client that requests the end of its connection may wait for it.
    System.setProperty("com.linecorp.armeria.defaultHttp1ConnectionCloseDelayMillis", "0");
  }

  private final ChannelGroup connections =
      new DefaultChannelGroup("gochat-web", GlobalEventExecutor.INSTANCE, true);
  private final ConnectionSweeps sweeps;
  private final AcceptingLoop accepting;
  private final Server server;
  private final long drainTimeoutMs;
  private volatile boolean isStopping;
  private volatile long drainEndNanos;

  private WebServer(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      WebServices services,
      Limits limits,
      ConnectionCounts counts,
      Encryption encryption,
      Site site)
      throws ListenFailure {
    RequestGuard guard =
        new RequestGuard(new Hosts(site.hosts, encryption::dnsNames), site.origins);
    Proxies proxies = new Proxies(site.trustedProxies);
    drainTimeoutMs = limits.of(ServerLimit.DRAIN_TIMEOUT);
    WebLimits granted = WebLimits.of(limits);
    OpenCalls calls = new OpenCalls(limits, counts, proxies);
    sweeps = new ConnectionSweeps(granted.timeouts().sweepPeriodMs());
    accepting = new AcceptingLoop(Transport.of(loops));
    WebSocketUpgrade.@Nullable Endpoint webSockets =
        services.connect() == null
            ? null
            : new WebSocketUpgrade.Endpoint(
                WebRoutes.CONNECT_PATH, services.connect(), guard, proxies, sweeps, granted);
    ProtocolDetector.Port served =
        new ProtocolDetector.Port(encryption, site.challenges, webSockets, granted);
    ServerBuilder builder =
        Server.builder()
            .workerGroup(loops, false)
            .bossGroupFactory(_ -> accepting)
            .childChannelPipelineCustomizer(pipeline -> {
              if (isCounted(pipeline.channel(), counts)) {
                accept(pipeline, served, calls);
              }
            })
            // TLS is decrypted before Armeria.
            .port(ListenFailure.address(host, port), SessionProtocol.HTTP);
    limit(builder, granted, loops);
    decorate(builder, granted, guard, proxies);
    if (!site.origins.isEmpty()) {
      builder.decorator(Cors.of(site.origins));
    }
    builder.decorator(new StrictTransportSecurity(encryption));
    new WebRoutes(services, site.challenges, granted, sweeps).addTo(builder);
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
  /// @param loops run all connections; the caller shuts them down
  /// @param connections counts the connections of all ports
  /// @throws ListenFailure when the address can't be listened on; its message is one line for
  ///   people
  public static WebServer start(
      @Nullable String host,
      int port,
      EventLoopGroup loops,
      WebServices services,
      Limits limits,
      ConnectionCounts connections,
      Encryption encryption,
      Site site)
      throws ListenFailure {
    return new WebServer(host, port, loops, services, limits, connections, encryption, site);
  }

  /// The addresses under which clients reach the port.
  ///
  /// @param hosts names beside those of the certificate, in any case; `*.` at the start stands for
  ///   one label
  /// @param origins origins of other pages that may make calls and open streams
  /// @param trustedProxies proxies whose reports about their clients are trusted
  /// @param challenges of an authority that checks the names
  public record Site(
      List<String> hosts,
      Set<String> origins,
      NetworkList trustedProxies,
      HttpChallenges challenges) {
    /// Reached by addresses and as `localhost`.
    public static final Site LOCAL =
        new Site(List.of(), Set.of(), NetworkList.EMPTY, new HttpChallenges());
  }

  private static void limit(ServerBuilder builder, WebLimits limits, EventLoopGroup loops) {
    builder
        .maxRequestLength(limits.textBytesMax())
        .http1MaxHeaderSize(limits.headerBytesMax())
        .http1MaxInitialLineLength(limits.headerBytesMax())
        .http2MaxHeaderListSize(new HeadLimit(limits.headerBytesMax()).bytesRead())
        .http2MaxStreamsPerConnection(limits.limits().of(StreamLimit.PER_CONNECTION))
        .http2MaxResetFramesPerWindow(RESETS_PER_WINDOW_MAX, RESET_WINDOW_SECONDS)
        // WebConnection closes idle connections and, at a shutdown, those without open requests.
        .idleTimeoutMillis(0)
        .connectionDrainDuration(Duration.ZERO)
        .channelOption(ChannelOption.SO_BACKLOG, limits.limits().of(ServerLimit.BACKLOG))
        .requestTimeoutMillis(limits.limits().of(ConnectionLimit.REQUEST_TIMEOUT));
    if (Transport.of(loops) == Transport.EPOLL) {
      // Without this limit, the system would buffer megabytes for a client that reads nothing, and
      // the server would not notice.
      builder.childChannelOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES_MAX);
    }
  }

  private void decorate(
      ServerBuilder builder, WebLimits limits, RequestGuard guard, Proxies proxies) {
    builder
        .disableServerHeader()
        .addHeaders(SafeHeaders.ALL)
        .errorHandler(new JsonErrors(limits.textBytesMax()))
        // JsonErrors logs faults itself.
        .unloggedExceptionsReportIntervalMillis(0)
        .decorator(this::refuseWhenStopping)
        .decorator(guard)
        .decorator(new HeadLimit(limits.headerBytesMax()))
        .decorator(proxies::serve)
        .decorator(WebConnection::count);
  }

  /// Refuses requests on open connections during a shutdown.
  private HttpResponse refuseWhenStopping(
      HttpService delegate, ServiceRequestContext ctx, HttpRequest request) throws Exception {
    return isStopping && ctx.config().service().as(HealthPage.class) == null
        ? HttpFormats.failure(request.headers(), JsonErrors.shuttingDown())
        : delegate.serve(ctx, request);
  }

  private static boolean isCounted(Channel channel, ConnectionCounts counts) {
    if (counts.add(channel) == null) {
      return true;
    }
    // The protocol is not known yet, so no error message is possible.
    channel.close();
    return false;
  }

  private void accept(ChannelPipeline pipeline, ProtocolDetector.Port served, OpenCalls calls) {
    Channel channel = pipeline.channel();
    ConnectionSweep sweep = sweeps.of(channel.eventLoop());
    WebConnection connection =
        new WebConnection(
            channel,
            served.limits(),
            sweep.unfinished(),
            calls.part(((InetSocketAddress) channel.remoteAddress()).getAddress()));
    connections.add(channel);
    channel.closeFuture().addListener(_ -> sweep.remove(connection));
    // Before Armeria's handlers.
    pipeline.addBefore(
        pipeline.context(FlushConsolidationHandler.class).name(),
        null,
        new ProtocolDetector(connection, served));
    sweep.add(connection, channel.eventLoop());
  }

  /// The port on which the server listens.
  public int port() {
    return requireNonNull(server.activePort(), "started").localAddress().getPort();
  }

  /// Whether the port accepts connections.
  public boolean isListening() {
    return !isStopping && accepting.isListening();
  }

  /// The number of open connections.
  public int openConnections() {
    return connections.size();
  }

  /// In the shutdown, streams end one after another.
  ///
  /// @param time less than the drain timeout
  public void endStreamsOver(Duration time) {
    sweeps.endStreamsOver(time);
  }

  /// Begins the shutdown without waiting: the server accepts no more connections, refuses requests,
  /// and closes each connection when all its requests are answered. The owners of streams must end
  /// them.
  public void beginShutdown() {
    if (!isStopping) {
      isStopping = true;
      drainEndNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainTimeoutMs);
      accepting.stop();
      sweeps.shutdown(drainTimeoutMs);
    }
  }

  /// Shuts down and returns when all requests are answered, at the latest shortly after the drain
  /// timeout.
  @Override
  public void close() {
    beginShutdown();
    long leftMs = TimeUnit.NANOSECONDS.toMillis(drainEndNanos - System.nanoTime());
    connections.newCloseFuture().awaitUninterruptibly(Math.max(1, leftMs));
    connections.forEach(HardClose::close);
    server.stop().join();
  }
}
