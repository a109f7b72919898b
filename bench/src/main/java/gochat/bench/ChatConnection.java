package gochat.bench;

import static io.netty.handler.codec.http2.Http2CodecUtil.DEFAULT_WINDOW_SIZE;
import static io.netty.handler.codec.http2.Http2CodecUtil.SETTINGS_INITIAL_WINDOW_SIZE;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One client connection with one chat stream: just enough HTTP/2 to measure a server.
///
/// All of it runs on the event loop.
final class ChatConnection extends ChannelInboundHandlerAdapter implements FrameScanner.Sink {
  /// Whom the connection serves.
  interface Listener extends MessageScanner.Sink {
    /// A read begins: everything until `onReadEnd` came in it.
    void onReadStart();

    void onReadEnd();

    /// Messages may be sent that could not be before.
    void onSendWindow();

    /// Connection or stream ended, which no run asks for; called once.
    void onLost(String reason);
  }

  private static final int HEADER_LIST_BYTES_MAX = 64 << 10;

  private final byte[] opening;
  private final byte[] registration;
  private final Listener listener;
  private final FrameScanner frames = new FrameScanner(this);
  private final MessageScanner messages;
  private final DefaultHttp2HeadersDecoder headersDecoder =
      new DefaultHttp2HeadersDecoder(false, HEADER_LIST_BYTES_MAX);

  private @Nullable Channel channel;
  private @Nullable ByteBuf headerBlock;
  private boolean endOfStream;
  private boolean lost;
  private int connectionWindow = DEFAULT_WINDOW_SIZE;
  private int streamWindow = DEFAULT_WINDOW_SIZE;
  private int initialWindow = DEFAULT_WINDOW_SIZE;
  private int unacknowledgedBytes;

  /// @param opening [ClientFrames#opening]
  /// @param registration the first message
  ChatConnection(byte[] opening, byte[] registration, Listener listener) {
    this.opening = opening;
    this.registration = registration;
    this.listener = listener;
    messages = new MessageScanner(listener);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ByteBuf out = ctx.alloc().buffer(opening.length + registration.length);
    out.writeBytes(opening).writeBytes(registration);
    deduct(ClientFrames.flowBytes(registration));
    write(out);
  }

  /// How many frames like this one the windows and the socket take now.
  int sendable(byte[] dataFrame) {
    return lost || channel == null || !channel.isWritable()
        ? 0
        : Math.min(connectionWindow, streamWindow) / ClientFrames.flowBytes(dataFrame);
  }

  /// Writes DATA frames, of which [#sendable] told that they may be.
  void send(ByteBuf dataFrames, int flowBytes) {
    deduct(flowBytes);
    write(dataFrames);
  }

  private void deduct(int flowBytes) {
    connectionWindow -= flowBytes;
    streamWindow -= flowBytes;
  }

  ByteBuf buffer(int bytes) {
    return open().alloc().buffer(bytes);
  }

  /// A connection that is not read fills its socket, and then the server has to cope.
  void read(boolean reading) {
    if (channel != null) {
      channel.config().setAutoRead(reading);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    ByteBuf in = (ByteBuf) read;
    listener.onReadStart();
    try {
      frames.scan(in);
    } finally {
      in.release();
    }
    if (unacknowledgedBytes > ClientFrames.WINDOW_BYTES / 2) {
      ByteBuf out = ctx.alloc().buffer();
      ClientFrames.windowUpdate(out, ClientFrames.CONNECTION_ID, unacknowledgedBytes);
      ClientFrames.windowUpdate(out, ClientFrames.STREAM_ID, unacknowledgedBytes);
      unacknowledgedBytes = 0;
      write(out);
    }
    listener.onReadEnd();
  }

  @Override
  public void onData(ByteBuf in, int offset, int length) {
    messages.scan(in, offset, length);
  }

  @Override
  public void onDataEnd(int flowBytes, boolean endOfStream) {
    unacknowledgedBytes += flowBytes;
    if (endOfStream) {
      lose("the stream ended without trailers");
    }
  }

  @Override
  public void onFrame(byte type, Http2Flags flags, int streamId, ByteBuf payload) {
    switch (type) {
      case Http2FrameTypes.HEADERS -> onHeaders(flags, payload);
      case Http2FrameTypes.CONTINUATION -> onHeaderFragment(flags, payload);
      case Http2FrameTypes.SETTINGS -> onSettings(flags, payload);
      case Http2FrameTypes.WINDOW_UPDATE -> onWindowUpdate(streamId, payload.readInt());
      case Http2FrameTypes.PING -> onPing(flags, payload);
      case Http2FrameTypes.RST_STREAM -> lose("RST_STREAM " + errorName(payload.readInt()));
      case Http2FrameTypes.GO_AWAY -> onGoAway(payload);
      // What a client need not understand it may ignore (RFC 9113, section 4.1).
      default -> {}
    }
  }

  private void onHeaders(Http2Flags flags, ByteBuf payload) {
    endOfStream = flags.endOfStream();
    int padding = flags.paddingPresent() ? payload.readUnsignedByte() : 0;
    if (flags.priorityPresent()) {
      payload.skipBytes(5);
    }
    onHeaderFragment(flags, payload.readSlice(payload.readableBytes() - padding));
  }

  private void onHeaderFragment(Http2Flags flags, ByteBuf fragment) {
    ByteBuf block = headerBlock;
    if (flags.endOfHeaders() && block == null) {
      onHeaderBlock(fragment);
      return;
    }
    if (block == null) {
      block = fragment.alloc().heapBuffer(fragment.readableBytes());
      headerBlock = block;
    }
    block.writeBytes(fragment);
    if (flags.endOfHeaders()) {
      headerBlock = null;
      onHeaderBlock(block);
      block.release();
    }
  }

  private void onHeaderBlock(ByteBuf block) {
    Http2Headers headers;
    try {
      headers = headersDecoder.decodeHeaders(ClientFrames.STREAM_ID, block);
    } catch (Http2Exception e) {
      lose("header block: " + e.getMessage());
      return;
    }
    CharSequence grpcStatus = headers.get("grpc-status");
    CharSequence status = headers.status();
    if (endOfStream) {
      lose("the stream ended: grpc-status " + grpcStatus + ", " + headers.get("grpc-message"));
    } else if (status != null && !"200".contentEquals(status)) {
      lose("HTTP status " + status);
    }
  }

  private void onSettings(Http2Flags flags, ByteBuf payload) {
    if (flags.ack()) {
      return;
    }
    while (payload.isReadable()) {
      int setting = payload.readUnsignedShort();
      int value = payload.readInt();
      if (setting == SETTINGS_INITIAL_WINDOW_SIZE) {
        streamWindow += value - initialWindow;
        initialWindow = value;
      }
    }
    ByteBuf out = buffer(16);
    ClientFrames.settingsAck(out);
    write(out);
    listener.onSendWindow();
  }

  private void onWindowUpdate(int streamId, int increment) {
    if (streamId == ClientFrames.CONNECTION_ID) {
      connectionWindow += increment;
    } else {
      streamWindow += increment;
    }
    listener.onSendWindow();
  }

  private void onPing(Http2Flags flags, ByteBuf payload) {
    if (!flags.ack()) {
      ByteBuf out = buffer(32);
      ClientFrames.pingAck(out, payload.readLong());
      write(out);
    }
  }

  private void onGoAway(ByteBuf payload) {
    payload.skipBytes(4);
    String error = errorName(payload.readInt());
    lose("GOAWAY " + error + " " + payload.toString(StandardCharsets.UTF_8));
  }

  private static String errorName(int code) {
    Http2Error error = Http2Error.valueOf(code);
    return error == null ? Integer.toString(code) : error.name();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    listener.onSendWindow();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lose("the server closed the connection");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    lose(cause.toString());
  }

  private void lose(String reason) {
    if (!lost) {
      lost = true;
      listener.onLost(reason);
      close();
    }
  }

  /// Ends the connection, which is then not lost.
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  void close() {
    lost = true;
    if (channel != null) {
      channel.close();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failure arrives in exceptionCaught
  private void write(ByteBuf out) {
    open().writeAndFlush(out, open().voidPromise());
  }

  private Channel open() {
    if (channel == null) {
      throw new IllegalStateException("not connected");
    }
    return channel;
  }
}
