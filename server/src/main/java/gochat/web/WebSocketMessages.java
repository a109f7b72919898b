package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.edge.ControlFrameAllowance;
import gochat.error.Reason;
import gochat.limit.StreamLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.CharacterCodingException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Assembles the messages of a WebSocket from its frames, and counts the frames. Runs on the
/// connection's event loop only.
final class WebSocketMessages {
  /// The most frames of one message, with the control frames in between and empty frames.
  static final int FRAMES_PER_MESSAGE_MAX = StreamLimit.FRAMES_PER_MESSAGE.standardInt();

  /// The close codes of RFC 6455, section 7.4.1.
  private static final int UNSUPPORTED_DATA = 1003;

  private static final int INVALID_TEXT = 1007;
  private static final int POLICY_VIOLATION = 1008;
  private static final int TOO_BIG = 1009;

  private final int messageBytesMax;
  private final ByteBufAllocator allocator;
  private final ControlFrameAllowance allowance;
  private final WebSocketStream stream;

  /// The parts of an incomplete message.
  private @Nullable ByteBuf parts;

  private int frames;

  /// @param writes the number of writes of payload to this connection
  WebSocketMessages(
      int messageBytesMax,
      ByteBufAllocator allocator,
      LongSupplier writes,
      WebSocketStream stream) {
    this.messageBytesMax = messageBytesMax;
    this.allocator = allocator;
    this.stream = stream;
    allowance = new ControlFrameAllowance(writes);
  }

  /// @param frame released by the caller
  void receive(WebSocketFrame frame) {
    if (parts != null && ++frames > FRAMES_PER_MESSAGE_MAX) {
      stream.violated(
          Reason.BODY_INVALID,
          POLICY_VIOLATION,
          "a message in more than " + FRAMES_PER_MESSAGE_MAX + " frames");
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text when text.isFinalFragment() -> text(text.content());
      case TextWebSocketFrame text -> {
        parts = allocator.heapBuffer();
        frames = 1;
        append(text.content());
      }
      case ContinuationWebSocketFrame part -> {
        append(part.content());
        ByteBuf whole = parts;
        if (part.isFinalFragment() && whole != null) {
          parts = null;
          try {
            text(whole);
          } finally {
            whole.release();
          }
        }
      }
      case CloseWebSocketFrame close -> stream.close(close.content());
      case PingWebSocketFrame ping -> {
        if (isAllowed()) {
          stream.ping(ping.content());
        }
      }
      case PongWebSocketFrame _ -> {
        var _ = isAllowed();
      }
      case BinaryWebSocketFrame _ ->
          stream.violated(Reason.BODY_INVALID, UNSUPPORTED_DATA, "only text messages are taken");
      default -> throw new IllegalStateException(frame.getClass().getName());
    }
  }

  private void append(ByteBuf content) {
    if (parts == null) {
      return;
    }
    if (parts.readableBytes() + content.readableBytes() > messageBytesMax) {
      release();
      stream.violated(
          Reason.BODY_TOO_LONG, TOO_BIG, "a message of more than " + messageBytesMax + " bytes");
      return;
    }
    parts.writeBytes(content);
  }

  private boolean isAllowed() {
    boolean isAllowed = allowance.take();
    if (!isAllowed) {
      stream.violated(Reason.BODY_INVALID, POLICY_VIOLATION, ControlFrameAllowance.EXCEEDED);
    }
    return isAllowed;
  }

  private void text(ByteBuf bytes) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(bytes.nioBuffer()).toString();
    } catch (CharacterCodingException e) {
      stream.violated(Reason.BODY_INVALID, INVALID_TEXT, "a text that is not UTF-8");
      return;
    }
    stream.text(text);
  }

  /// The bytes of an unfinished message.
  int keptBytes() {
    return parts == null ? 0 : parts.capacity();
  }

  /// Releases the parts of an incomplete message.
  void release() {
    if (parts != null) {
      parts.release();
      parts = null;
    }
  }
}
