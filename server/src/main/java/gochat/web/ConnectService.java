package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketProtocolHandler;
import com.linecorp.armeria.server.websocket.WebSocketService;
import com.linecorp.armeria.server.websocket.WebSocketUpgradeResult;
import io.grpc.Metadata;
import io.grpc.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// WebSockets. Armeria shakes hands and takes the frames apart; what goes out is written by
/// [OutboundBytes], as Armeria's own way out does not tell how much waits.
final class ConnectService implements WebSocketService {
  /// RFC 6455, section 1.3.
  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int CLOSING_HANDSHAKE_MS = 1_000;

  private final StreamService service;
  private final StreamOpener opener;
  private final WebLimits limits;
  private final WebSocketProtocolHandler protocol;

  ConnectService(StreamService service, StreamOpener opener, WebLimits limits) {
    this.service = service;
    this.opener = opener;
    this.limits = limits;
    protocol =
        WebSocketService.builder(this::serve)
            .maxFramePayloadLength(limits.textBytesMax())
            .aggregateContinuation(true)
            // It was looked at already, for all paths.
            .allowedOrigins("*")
            .build()
            .protocolHandler();
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
    WebSocketUpgradeResult upgrade = protocol.upgrade(ctx, request);
    if (!upgrade.isSuccess()) {
      upgrade.fallbackResponse().abort();
      return JsonErrors.answer(
          Status.INVALID_ARGUMENT.withDescription("this path takes WebSockets only, of version 13"),
          new Metadata());
    }
    WebSocket in = protocol.decode(ctx, request);
    ResponseHeaders headers = accepted(ctx, request);
    return opener.open(
        ctx,
        request,
        service,
        (where, sweep) -> new WebSocketStream(where, in, headers, sweep, limits));
  }

  private static ResponseHeaders accepted(ServiceRequestContext ctx, HttpRequest request) {
    if (ctx.sessionProtocol().isMultiplex()) {
      // RFC 8441, section 5: over HTTP/2 there is nothing to prove.
      return ResponseHeaders.of(HttpStatus.OK);
    }
    String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "");
    return ResponseHeaders.builder(HttpStatus.SWITCHING_PROTOCOLS)
        .add(HttpHeaderNames.UPGRADE, "websocket")
        .add(HttpHeaderNames.CONNECTION, "Upgrade")
        .add(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key))
        .build();
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

  @Override
  public WebSocket serve(ServiceRequestContext ctx, WebSocket in) {
    throw new UnsupportedOperationException("served as a request");
  }

  @Override
  public ServiceOptions options() {
    return ServiceOptions.builder()
        // A stream has no end, and no length; its texts have.
        .requestTimeoutMillis(0)
        .maxRequestLength(0)
        // For the client's half of the closing handshake.
        .requestAutoAbortDelayMillis(CLOSING_HANDSHAKE_MS)
        .closeHttp2StreamDelayMillis(CLOSING_HANDSHAKE_MS)
        .build();
  }

  @Override
  public WebSocketProtocolHandler protocolHandler() {
    return protocol;
  }
}
