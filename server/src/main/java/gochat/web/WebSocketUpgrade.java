package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.common.RequestHeaders;
import gochat.api.Origin;
import gochat.edge.ConnectionSweeps;
import gochat.edge.ProtocolErrorReply;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.QueueLimit;
import gochat.stream.ClientStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Opens the WebSocket that one client asks for (RFC 6455, section 4.2), or refuses it with an
/// error. Runs on the connection's event loop, except for the admission, which may wait.
final class WebSocketUpgrade {
  /// The path of WebSockets, and the service behind it.
  ///
  /// @param sweeps check the streams
  record Endpoint(
      String path,
      TextService service,
      RequestGuard guard,
      Proxies proxies,
      ConnectionSweeps sweeps,
      WebLimits limits) {
    boolean isAskedFor(Http1Head head) {
      return head.method().equals("GET")
          && head.path().equals(path)
          && head.has("upgrade", "websocket");
    }
  }

  /// The answer to requests at this path that don't open a WebSocket.
  static Failure webSocketsOnly() {
    return Failure.of(
        Reason.WEB_SOCKET_NEEDED,
        "This path takes WebSockets only, of version 13 and over HTTP/1.1. /v1/events serves the"
            + " same frames to an ordinary GET.");
  }

  /// RFC 6455, section 1.3.
  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int KEY_BYTES = 16;

  /// The bytes that wait in the channel of a client that reads nothing; more wait in the stream's
  /// queue.
  private static final int UNWRITTEN_BYTES_MAX =
      QueueLimit.UNWRITTEN_BYTES_OF_WEB_SOCKET.standardInt();

  private static final WriteBufferWaterMark WRITE_BUFFER =
      new WriteBufferWaterMark(UNWRITTEN_BYTES_MAX / 2, UNWRITTEN_BYTES_MAX);

  private final Endpoint endpoint;
  private final Http1Head head;
  private final WebConnection connection;
  private final ChannelHandlerContext ctx;
  private final ChannelHandler gate;
  private final Channel channel;

  /// @param gate keeps later bytes during the admission, and is removed at its end
  /// @param ctx of `gate`
  WebSocketUpgrade(
      Endpoint endpoint,
      Http1Head head,
      WebConnection connection,
      ChannelHandlerContext ctx,
      ChannelHandler gate) {
    this.endpoint = endpoint;
    this.head = head;
    this.connection = connection;
    this.ctx = ctx;
    this.gate = gate;
    channel = ctx.channel();
  }

  void begin() {
    orRefuse(this::check);
  }

  /// Nothing more is read during the admission.
  private void check() {
    String key = head.value("sec-websocket-key");
    if (head.bodyBytes() != 0
        || !head.has("connection", "upgrade")
        || !head.has("sec-websocket-version", "13")
        || !isKey(key)) {
      refuse(webSocketsOnly());
      return;
    }
    RequestHeaders headers =
        head.toHeaders(WebConnection.tlsSession(channel) == null ? "http" : "https");
    if (connection.isClosing()) {
      refuse(JsonErrors.shuttingDown());
      return;
    }
    Failure refusal = endpoint.guard.refusal(headers);
    if (refusal != null) {
      refuse(refusal);
      return;
    }
    InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
    Origin.Forwarded client = endpoint.proxies.behind(remote.getAddress(), headers::getAll);
    channel.config().setAutoRead(false);
    TextService.Request request =
        new TextService.Request(
            RequestFacts.metadata(headers), RequestFacts.attributes(channel, client), query());
    Thread.startVirtualThread(() -> {
      try {
        Function<ClientStream, TextSession> sessions = endpoint.service.admit(request);
        channel.eventLoop().execute(() -> orRefuse(() -> open(key, sessions)));
      } catch (RuntimeException | Error e) {
        channel.eventLoop().execute(() -> refuse(e));
      }
    });
  }

  private Map<String, List<String>> query() {
    try {
      return new QueryStringDecoder(head.target()).parameters();
    } catch (IllegalArgumentException e) {
      throw Failure.of(Reason.HEADER_INVALID, "The query can't be read: " + e.getMessage());
    }
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void orRefuse(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      refuse(e);
    }
  }

  private void open(String key, Function<ClientStream, TextSession> sessions) {
    if (!channel.isActive()) {
      return;
    }
    WebSocketDecoder decoder = new WebSocketDecoder(endpoint.limits.textBytesMax());
    ctx.pipeline().addLast(decoder);
    ChannelHandlerContext in = ctx.pipeline().context(decoder);
    WebSocketStream stream =
        new WebSocketStream(
            in,
            decoder,
            endpoint.sweeps.of(channel.eventLoop()),
            endpoint.limits,
            connection::kept);
    // The session comes first, because its failure is a refusal of the upgrade.
    stream.accept(sessions);
    ctx.pipeline().addLast(stream.new Handler());
    channel.config().setWriteBufferWaterMark(WRITE_BUFFER);
    ctx.writeAndFlush(Unpooled.copiedBuffer(accepted(key), US_ASCII));
    stream.begin();
    // The bytes after the head belong to the decoder.
    ctx.pipeline().remove(gate);
    if (!decoder.isPaused()) {
      channel.config().setAutoRead(true);
    }
  }

  private static String accepted(String key) {
    return "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
        + "sec-websocket-accept: "
        + accept(key)
        + "\r\n\r\n";
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private void refuse(Throwable thrown) {
    Failure failure = Failure.of(thrown, head.path());
    Http1Gate.removeArmeria(ctx);
    ctx.pipeline().replace(gate, null, new ProtocolErrorReply(JsonErrors.http1(failure)));
    channel.config().setAutoRead(true);
  }
}
