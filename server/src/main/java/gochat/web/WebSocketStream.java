package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.SubscriptionOption;
import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketProtocolViolationException;
import gochat.edge.ConnectionSweep;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// A WebSocket. It takes one frame at a time from the client, the next when the session has taken
/// the one before; beyond what is in between, the client's socket is not read.
final class WebSocketStream extends HttpTextStream implements Subscriber<WebSocketFrame> {
  /// The codes of RFC 6455, section 7.4.1, and of its registry.
  private static final int NORMAL = 1000;

  private static final int GOING_AWAY = 1001;
  private static final int UNSUPPORTED_DATA = 1003;
  private static final int INVALID_TEXT = 1007;
  private static final int POLICY_VIOLATION = 1008;
  private static final int INTERNAL_ERROR = 1011;
  private static final int TRY_AGAIN_LATER = 1013;

  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(
          WebSocketFrames.control(WebSocketFrames.PING, Unpooled.EMPTY_BUFFER).asReadOnly());

  private final WebSocket in;
  private final EventExecutor reader;
  private @Nullable Subscription inbound;

  /// A text for which the session had no room yet.
  private @Nullable String held;

  private long heardNanos = System.nanoTime();
  private boolean isPinged;

  WebSocketStream(
      ServiceRequestContext ctx,
      WebSocket in,
      ResponseHeaders headers,
      ConnectionSweep sweep,
      WebLimits limits) {
    super(ctx, headers, sweep, limits);
    this.in = in;
    reader = ctx.eventLoop();
  }

  @Override
  void opened() {
    in.subscribe(this, reader, SubscriptionOption.WITH_POOLED_OBJECTS);
  }

  @Override
  public TextFraming framing() {
    return TextFraming.WEB_SOCKET;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    inbound = subscription;
    if (isClosed()) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(WebSocketFrame frame) {
    try (frame) {
      if (isClosed()) {
        return;
      }
      heardNanos = System.nanoTime();
      isPinged = false;
      switch (frame.type()) {
        case TEXT -> receive(frame.byteBuf());
        case PING -> {
          // When there is no room the client gets the answer to a later one.
          offer(WebSocketFrames.control(WebSocketFrames.PONG, frame.byteBuf()));
          requestNext();
        }
        case CLOSE -> outbound.end(WebSocketFrames.closeEcho(frame.byteBuf()));
        case BINARY, CONTINUATION -> end(UNSUPPORTED_DATA, "only text messages are taken");
        case PONG -> requestNext();
      }
    }
  }

  private void receive(ByteBuf bytes) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(bytes.nioBuffer()).toString();
    } catch (CharacterCodingException e) {
      end(INVALID_TEXT, "a text that is not UTF-8");
      return;
    }
    submit(text);
  }

  private void submit(String text) {
    boolean isTaken;
    try {
      isTaken = session().receive(text);
    } catch (RuntimeException e) {
      end(JsonErrors.statusOf(e, "a text of a WebSocket"));
      return;
    }
    held = isTaken ? null : text;
    if (isTaken) {
      requestNext();
    }
  }

  private void requestNext() {
    if (inbound != null && !isClosed()) {
      inbound.request(1);
    }
  }

  @Override
  public void resume() {
    lane.execute(() -> {
      if (held != null && !isClosed()) {
        heardNanos = System.nanoTime();
        submit(held);
      }
    });
  }

  @Override
  public void onError(Throwable cause) {
    if (cause instanceof WebSocketProtocolViolationException violation) {
      end(violation.closeStatus().code(), String.valueOf(violation.getMessage()));
    } else {
      breakOff();
    }
  }

  @Override
  public void onComplete() {
    outbound.end(Unpooled.EMPTY_BUFFER);
  }

  @Override
  ByteBuf lastWords(Status reason) {
    int code =
        switch (reason.getCode()) {
          case OK -> NORMAL;
          case UNAVAILABLE -> GOING_AWAY;
          case RESOURCE_EXHAUSTED, ABORTED -> TRY_AGAIN_LATER;
          case INTERNAL, UNKNOWN, DATA_LOSS -> INTERNAL_ERROR;
          default -> POLICY_VIOLATION;
        };
    String sentence = reason.getDescription();
    return WebSocketFrames.close(code, sentence == null ? "" : sentence);
  }

  private void end(int code, String reason) {
    outbound.end(WebSocketFrames.close(code, reason));
  }

  @Override
  void ping(long nowNanos) {
    if (held != null) {
      // It is not listened to, so its silence says nothing.
      heardNanos = nowNanos;
      return;
    }
    long silentNanos = nowNanos - heardNanos;
    if (limits.peerIsDead(silentNanos)) {
      breakOff();
    } else if (!isPinged && limits.peerIsSilent(silentNanos)) {
      isPinged = offer(PING.duplicate());
    }
  }

  @Override
  public void closed() {
    super.closed();
    if (inbound != null) {
      inbound.cancel();
    }
  }
}
