package gochat.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gochat.edge.MetadataCheck;
import gochat.edge.ProtocolErrorReply;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import gochat.limit.ConnectionLimit;
import gochat.tls.HttpChallenges;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks the requests of an HTTP/1.1 connection before Armeria reads them. It finds where each
/// request begins and ends, passes on well-formed requests, refuses others and closes the
/// connection, and handles WebSockets itself. Runs on the connection's event loop only.
///
/// A head is passed on when it is complete; the bytes of a body are passed on as they come.
final class Http1Gate extends ByteToMessageDecoder {
  private static final int LINE_BYTES_MAX = ConnectionLimit.CHUNK_LINE_BYTES.standardInt();
  private static final int TRAILER_LINES_MAX = ConnectionLimit.TRAILER_LINES.standardInt();

  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    /// The connection is becoming a WebSocket, or is being closed after a refusal.
    AWAY
  }

  /// The paths that a connection may request.
  enum Paths {
    ALL,
    /// A connection without TLS to a port that takes no plaintext.
    CHALLENGES
  }

  private final WebConnection connection;
  private final WebSocketUpgrade.@Nullable Endpoint webSockets;
  private final WebLimits limits;
  private final Paths paths;
  private State state = State.HEAD;
  private long leftBytes;

  /// The received bytes of the body of an unfinished request.
  private int bodyBytes;

  private int trailerLines;

  /// The bytes of the head in which its end was not found.
  private int searchedBytes;

  Http1Gate(WebConnection connection, ProtocolDetector.Port port, Paths paths) {
    this.connection = connection;
    webSockets = port.webSockets();
    limits = port.limits();
    this.paths = paths;
  }

  static Failure tlsNeeded() {
    return Failure.of(Reason.TLS_NEEDED, "This server takes no plaintext connections: use https.");
  }

  /// Passes on nothing more of a request whose end has not come.
  ///
  /// @return false if there is none
  boolean cutShort() {
    if (state == State.HEAD || state == State.AWAY) {
      return false;
    }
    state = State.AWAY;
    return true;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      switch (state) {
        case HEAD -> head(ctx, in, out);
        case BODY, CHUNK_DATA -> pass(in, out);
        case CHUNK_SIZE, CHUNK_END, TRAILERS -> line(in, out);
        case AWAY -> {}
      }
    } catch (Failure e) {
      refuse(ctx, e);
    }
  }

  private void head(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    // RFC 9112, section 2.2: some clients send an empty line after a body.
    while (in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == 0x0d0a) {
      in.skipBytes(2);
      searchedBytes = 0;
    }
    int bytes = headBytes(in);
    if ((bytes < 0 ? in.readableBytes() : bytes) > limits.headerBytesMax()) {
      int line = in.bytesBefore((byte) '\n');
      throw line < 0 || line > limits.headerBytesMax()
          ? Failure.of(
              Reason.PATH_TOO_LONG,
              "The first line of the request is too long (expected: at most %d bytes)."
                  .formatted(limits.headerBytesMax()))
          : MetadataCheck.tooLong(limits.headerBytesMax());
    }
    if (bytes < 0) {
      return;
    }
    if (connection.isBusy()) {
      hold(ctx);
      return;
    }
    String text = in.toString(in.readerIndex(), bytes - 4, ISO_8859_1);
    searchedBytes = 0;
    Http1Head head = Http1Head.parse(text);
    if (paths == Paths.CHALLENGES && !head.path().startsWith(HttpChallenges.PATH)) {
      throw tlsNeeded();
    }
    if (connection.isFlooded()) {
      ctx.close();
      return;
    }
    if (webSockets != null && webSockets.isAskedFor(head)) {
      in.skipBytes(bytes);
      state = State.AWAY;
      upgrade(ctx, webSockets, head);
      return;
    }
    // An upgrade to HTTP/2 would bypass the checks of HTTP/2.
    if (head.has("upgrade") || head.has("http2-settings")) {
      in.skipBytes(bytes);
      out.add(Unpooled.copiedBuffer(head.without("upgrade", "http2-settings"), ISO_8859_1));
    } else {
      out.add(in.readRetainedSlice(bytes));
    }
    leftBytes = head.bodyBytes();
    state =
        leftBytes == Http1Head.CHUNKED ? State.CHUNK_SIZE : leftBytes > 0 ? State.BODY : State.HEAD;
  }

  /// Stops reading until enough of the earlier requests are answered.
  private void hold(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(false);
    connection.whenAnswered(() -> goOn(ctx));
  }

  private void goOn(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(true);
    if (!ctx.isRemoved()) {
      try {
        // Decodes the waiting bytes as if they came now.
        channelRead(ctx, Unpooled.EMPTY_BUFFER);
        channelReadComplete(ctx);
      } catch (Exception e) {
        ctx.fireExceptionCaught(e);
      }
    }
  }

  /// The length of the head with the empty line at its end, -1 when the end has not come yet.
  private int headBytes(ByteBuf in) {
    int start = in.readerIndex();
    int from = Math.max(0, searchedBytes - 3);
    for (int i = start + from; i + 3 < in.writerIndex(); i++) {
      if (in.getInt(i) == 0x0d0a0d0a) {
        return i + 4 - start;
      }
    }
    searchedBytes = in.readableBytes();
    return -1;
  }

  private void pass(ByteBuf in, List<Object> out) {
    int bytes = (int) Math.min(leftBytes, in.readableBytes());
    if (bytes > 0) {
      out.add(in.readRetainedSlice(bytes));
      leftBytes -= bytes;
      bodyBytes += bytes;
      connection.kept(bytes);
    }
    if (leftBytes == 0) {
      state = state == State.BODY ? State.HEAD : State.CHUNK_END;
    }
    if (state == State.HEAD) {
      requestIsWhole();
    }
  }

  private void line(ByteBuf in, List<Object> out) {
    int bytes = in.bytesBefore((byte) '\n') + 1;
    if (bytes == 0 ? in.readableBytes() > LINE_BYTES_MAX : bytes > LINE_BYTES_MAX) {
      throw Http1Head.malformed(
          "A line of the chunked body is too long (expected: at most %d bytes)."
              .formatted(LINE_BYTES_MAX));
    }
    if (bytes == 0) {
      return;
    }
    String line = in.toString(in.readerIndex(), bytes, ISO_8859_1);
    if (!line.endsWith("\r\n")) {
      throw Http1Head.malformed("A line of the chunked body ends without CR LF.");
    }
    out.add(in.readRetainedSlice(bytes));
    String content = line.substring(0, bytes - 2);
    state =
        switch (state) {
          case CHUNK_SIZE -> chunk(content);
          case CHUNK_END -> {
            if (!content.isEmpty()) {
              throw Http1Head.malformed("A chunk of the body is longer than its size.");
            }
            yield State.CHUNK_SIZE;
          }
          case TRAILERS -> trailer(content);
          case HEAD, BODY, CHUNK_DATA, AWAY -> throw new IllegalStateException(state.name());
        };
  }

  private State chunk(String line) {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    if (!digits.matches("[0-9A-Fa-f]{1,7}")) {
      throw Http1Head.malformed(
          "The size of a chunk is %s (expected: 1 to 7 hexadecimal digits)."
              .formatted(VisibleText.quoted(digits)));
    }
    leftBytes = Integer.parseInt(digits, 16);
    trailerLines = 0;
    return leftBytes == 0 ? State.TRAILERS : State.CHUNK_DATA;
  }

  private State trailer(String line) {
    if (++trailerLines > TRAILER_LINES_MAX) {
      throw Http1Head.malformed(
          "The body has too many trailers (expected: at most %d).".formatted(TRAILER_LINES_MAX));
    }
    if (!line.isEmpty()) {
      return State.TRAILERS;
    }
    requestIsWhole();
    return State.HEAD;
  }

  private void requestIsWhole() {
    connection.kept(-bodyBytes);
    bodyBytes = 0;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.AWAY) {
      // No handler is behind this one: the client went away during its admission.
      ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  private void upgrade(
      ChannelHandlerContext ctx, WebSocketUpgrade.Endpoint endpoint, Http1Head head) {
    if (!connection.isIdle()) {
      // The answers to earlier requests would come inside the WebSocket.
      ctx.close();
      return;
    }
    removeArmeria(ctx);
    connection.begin();
    new WebSocketUpgrade(endpoint, head, connection, ctx, this).begin();
  }

  /// Refuses a malformed request and closes the connection. Earlier requests get no answer.
  private void refuse(ChannelHandlerContext ctx, Failure failure) {
    state = State.AWAY;
    if (connection.isIdle()) {
      removeArmeria(ctx);
      ctx.pipeline().replace(this, null, new ProtocolErrorReply(JsonErrors.http1(failure)));
    } else {
      ctx.close();
    }
  }

  /// Removes all handlers behind that of `ctx`. All requests must be answered.
  static void removeArmeria(ChannelHandlerContext ctx) {
    boolean isBehind = false;
    for (Map.Entry<String, ChannelHandler> entry : ctx.pipeline().toMap().entrySet()) {
      if (isBehind) {
        ctx.pipeline().remove(entry.getValue());
      }
      isBehind |= entry.getValue() == ctx.handler();
    }
  }
}
