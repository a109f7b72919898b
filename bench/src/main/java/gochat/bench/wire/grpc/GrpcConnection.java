package gochat.bench.wire.grpc;

import static io.netty.handler.codec.http2.Http2CodecUtil.DEFAULT_WINDOW_SIZE;
import static io.netty.handler.codec.http2.Http2CodecUtil.SETTINGS_INITIAL_WINDOW_SIZE;

import gochat.bench.wire.Connection;
import gochat.bench.wire.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One client connection with one gRPC stream at a time: just enough HTTP/2 to measure a server.
abstract class GrpcConnection extends Connection implements FrameScanner.Sink {
  private static final int HEADER_LIST_BYTES_MAX = 64 << 10;

  private final byte[] opening;
  private final byte[] firstData;
  private final FrameScanner frames = new FrameScanner(this);
  private final MessageScanner messages = new MessageScanner(this::onMessage);
  private final DefaultHttp2HeadersDecoder headersDecoder =
      new DefaultHttp2HeadersDecoder(false, HEADER_LIST_BYTES_MAX);

  private int streamId = ClientFrames.FIRST_STREAM_ID;
  private @Nullable ByteBuf headerBlock;
  private boolean endOfStream;
  private int connectionWindow = DEFAULT_WINDOW_SIZE;
  private int streamWindow = DEFAULT_WINDOW_SIZE;
  private int initialWindow = DEFAULT_WINDOW_SIZE;
  private int unacknowledgedBytes;

  /// @param opening [ClientFrames#opening]
  /// @param firstData the DATA frames of the stream's first message
  GrpcConnection(byte[] opening, byte[] firstData, Listener listener) {
    super(listener);
    this.opening = opening;
    this.firstData = firstData;
  }

  /// A message of the stream: `length` bytes at `offset` of `in`.
  protected abstract void onMessage(ByteBuf in, int offset, int length);

  /// The server ended the stream with this status.
  protected void onTrailers(@Nullable CharSequence status, @Nullable CharSequence sentence) {
    lose("the stream ended: grpc-status " + status + ", " + sentence);
  }

  /// Begins another stream after the previous one has ended.
  ///
  /// @param request its headers
  /// @param firstData the DATA frames of its first message; they have to fit into the window
  protected final void openStream(int streamId, byte[] request, byte[] firstData) {
    this.streamId = streamId;
    streamWindow = initialWindow;
    deduct(ClientFrames.flowBytes(firstData.length));
    write(buffer(request.length + firstData.length).writeBytes(request).writeBytes(firstData));
  }

  @Override
  protected final void writeOpening(ByteBuf out) {
    out.writeBytes(opening).writeBytes(firstData);
    deduct(ClientFrames.flowBytes(firstData.length));
  }

  /// The number of frames that the windows and the socket take now.
  @Override
  public final int sendable(Envelope dataFrame) {
    int windows = Math.min(connectionWindow, streamWindow);
    return Math.min(super.sendable(dataFrame), windows / ClientFrames.flowBytes(dataFrame.bytes()));
  }

  @Override
  public final void send(ByteBuf dataFrames, Envelope dataFrame, int count) {
    deduct(count * ClientFrames.flowBytes(dataFrame.bytes()));
    write(dataFrames);
  }

  private void deduct(int flowBytes) {
    connectionWindow -= flowBytes;
    streamWindow -= flowBytes;
  }

  @Override
  protected final void scan(ByteBuf in) {
    frames.scan(in);
    if (unacknowledgedBytes > ClientFrames.WINDOW_BYTES / 2) {
      ByteBuf out = buffer(64);
      ClientFrames.windowUpdate(out, ClientFrames.CONNECTION_ID, unacknowledgedBytes);
      ClientFrames.windowUpdate(out, streamId, unacknowledgedBytes);
      unacknowledgedBytes = 0;
      write(out);
    }
  }

  @Override
  public final void onData(ByteBuf in, int offset, int length) {
    messages.scan(in, offset, length);
  }

  @Override
  public final void onDataEnd(int flowBytes, boolean endOfStream) {
    unacknowledgedBytes += flowBytes;
    if (endOfStream) {
      lose("the stream ended without trailers");
    }
  }

  @Override
  public final void onFrame(byte type, Http2Flags flags, int frameStreamId, ByteBuf payload) {
    if (frameStreamId != ClientFrames.CONNECTION_ID && frameStreamId != streamId) {
      // Frames of a stream that has ended.
      return;
    }
    switch (type) {
      case Http2FrameTypes.HEADERS -> onHeaders(flags, payload);
      case Http2FrameTypes.CONTINUATION -> onHeaderFragment(flags, payload);
      case Http2FrameTypes.SETTINGS -> onSettings(flags, payload);
      case Http2FrameTypes.WINDOW_UPDATE -> onWindowUpdate(frameStreamId, payload.readInt());
      case Http2FrameTypes.PING -> onPing(flags, payload);
      case Http2FrameTypes.RST_STREAM -> lose("RST_STREAM " + errorName(payload.readInt()));
      case Http2FrameTypes.GO_AWAY -> onGoAway(payload);
      // A client may ignore unknown frames (RFC 9113, section 4.1).
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
      headers = headersDecoder.decodeHeaders(streamId, block);
    } catch (Http2Exception e) {
      lose("header block: " + e.getMessage());
      return;
    }
    CharSequence status = headers.status();
    if (endOfStream) {
      onTrailers(headers.get("grpc-status"), headers.get("grpc-message"));
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
    listener().onSendWindow();
  }

  private void onWindowUpdate(int frameStreamId, int increment) {
    if (frameStreamId == ClientFrames.CONNECTION_ID) {
      connectionWindow += increment;
    } else {
      streamWindow += increment;
    }
    listener().onSendWindow();
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
}
