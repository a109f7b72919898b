package gochat.web;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweep;
import gochat.edge.HardClose;
import gochat.edge.Timeouts;
import gochat.edge.UnfinishedBytes;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.ConnectionLimit;
import gochat.limit.StreamLimit;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A connection of the web port. It counts the unanswered requests, closes an idle connection, and
/// closes it at a shutdown when all requests are answered. Runs on its event loop only.
final class WebConnection implements ConnectionSweep.Swept {
  private static final AttributeKey<WebConnection> KEY =
      AttributeKey.valueOf(WebConnection.class, "connection");

  /// The most unread answers while the peer sends further requests. A page with all its files has a
  /// tenth of it.
  private static final long UNREAD_BYTES_MAX = ConnectionLimit.UNREAD_BYTES.standard();

  private static final Duration TOO_MANY_CALLS_PAUSE = Duration.ofMillis(100);

  private final Channel channel;
  private final Timeouts timeouts;
  private final UnfinishedBytes.Part unfinished;
  private final OpenCalls.Part calls;

  /// The same limit as for streams of HTTP/2.
  private final int unansweredMax;

  private int unanswered;

  /// The call whose head is being read, for HTTP/2 only.
  private OpenCalls.@Nullable Call opening;

  private @Nullable Runnable onAnswered;
  private long unsentBytes;
  private long unsentSinceNanos = System.nanoTime();
  private long idleSinceNanos = System.nanoTime();
  private boolean closesWhenAnswered;

  /// @param ofLoop counts for all connections of the event loop
  WebConnection(Channel channel, WebLimits limits, UnfinishedBytes ofLoop, OpenCalls.Part calls) {
    this.channel = channel;
    this.calls = calls;
    timeouts = limits.timeouts();
    unansweredMax = limits.limits().of(StreamLimit.PER_CONNECTION);
    unfinished = ofLoop.part(() -> HardClose.close(channel));
    channel
        .closeFuture()
        .addListener(_ -> {
          unfinished.end();
          calls.end();
        });
    channel.attr(KEY).set(this);
  }

  static WebConnection of(ServiceRequestContext ctx) {
    return requireNonNull(channel(ctx).attr(KEY).get(), "accepted");
  }

  static Channel channel(ServiceRequestContext ctx) {
    return requireNonNull(ctx.log().partial().channel(), "came by a connection");
  }

  /// The TLS session, null on an unencrypted connection.
  static @Nullable SSLSession tlsSession(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    return tls == null ? null : tls.engine().getSession();
  }

  /// Serves a request, and counts it until it is answered.
  static HttpResponse count(HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    return of(ctx).serve(service, ctx, request);
  }

  private HttpResponse serve(HttpService service, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    begin();
    CompletableFuture<?> answered = ctx.log().whenAvailable(RequestLogProperty.RESPONSE_END_TIME);
    answered.thenRun(() -> channel.eventLoop().execute(this::end));
    OpenCalls.Call call = opening;
    if (!ctx.sessionProtocol().isMultiplex()) {
      call = calls.open(request.headers()::getAll);
      if (call == null) {
        return HttpFormats.failure(
            request.headers(),
            Failure.of(
                Reason.TOO_MANY_CALLS,
                "Too many requests from your address, or to the whole server, are not finished;"
                    + " nothing was done. Try again in a moment.",
                TOO_MANY_CALLS_PAUSE));
      }
      answered.thenRun(call::end);
    }
    ctx.setAttr(OpenCalls.CALL, call);
    return service.serve(ctx, request);
  }

  /// The open calls of this connection.
  OpenCalls.Part calls() {
    return calls;
  }

  /// Sets the call whose head is being read and whose service is being called; null for none.
  void opening(OpenCalls.@Nullable Call call) {
    opening = call;
  }

  /// A request or a WebSocket is being served and keeps the connection open.
  void begin() {
    unanswered++;
  }

  private void end() {
    unanswered--;
    idleSinceNanos = System.nanoTime();
    closeIfDone();
    Runnable waiting = onAnswered;
    if (waiting != null && unanswered <= unansweredMax / 2) {
      onAnswered = null;
      waiting.run();
    }
  }

  /// Whether the limit of unanswered requests is reached.
  boolean isBusy() {
    return unanswered >= unansweredMax;
  }

  /// Runs `task` once when the busy connection has answered half of its requests.
  void whenAnswered(Runnable task) {
    onAnswered = task;
  }

  /// The bytes of messages and requests that are kept in memory have changed.
  ///
  /// @param more negative when fewer bytes are kept
  void kept(int more) {
    unfinished.add(more);
  }

  boolean isIdle() {
    return unanswered == 0;
  }

  boolean isClosing() {
    return closesWhenAnswered;
  }

  /// Closes the connection when the open requests are answered.
  void closeWhenAnswered() {
    closesWhenAnswered = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (closesWhenAnswered && unanswered == 0) {
      channel.close();
    }
  }

  /// Whether the peer sends requests without reading the answers.
  boolean isFlooded() {
    return unsentBytes(channel) > UNREAD_BYTES_MAX;
  }

  /// The bytes that the socket has not taken yet.
  static long unsentBytes(Channel channel) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes() - unsent.currentProgress();
  }

  /// Control frames don't keep a connection open, only requests do.
  @Override
  public void sweep(long nowNanos, long periodNanos) {
    if (unanswered == 0 && timeouts.connectionIsIdle(nowNanos - idleSinceNanos)) {
      channel.close();
      return;
    }
    long unsent = unsentBytes(channel);
    // Streams check their own readers; this check is for pipelined requests.
    if (onAnswered == null || unsent != unsentBytes) {
      unsentSinceNanos = nowNanos;
    }
    unsentBytes = unsent;
    if (timeouts.readerIsStalled(nowNanos - unsentSinceNanos)) {
      channel.close();
    }
  }

  @Override
  public void shutdown(long deadlineMs) {
    closeWhenAnswered();
  }
}
