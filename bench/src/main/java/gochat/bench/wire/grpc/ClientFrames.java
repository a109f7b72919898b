package gochat.bench.wire.grpc;

import static io.netty.handler.codec.http2.Http2CodecUtil.DEFAULT_MAX_FRAME_SIZE;
import static io.netty.handler.codec.http2.Http2CodecUtil.DEFAULT_WINDOW_SIZE;
import static io.netty.handler.codec.http2.Http2CodecUtil.SETTINGS_ENABLE_PUSH;
import static io.netty.handler.codec.http2.Http2CodecUtil.SETTINGS_INITIAL_WINDOW_SIZE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// The HTTP/2 frames of a client that has one gRPC stream at a time.
final class ClientFrames {
  static final int FIRST_STREAM_ID = 1;
  static final int SECOND_STREAM_ID = 3;
  static final int CONNECTION_ID = 0;

  /// The size of both receive windows: so large that updates are rare.
  static final int WINDOW_BYTES = Integer.MAX_VALUE;

  static final int FRAME_HEADER_BYTES = 9;
  private static final int FRAME_PAYLOAD_BYTES_MAX = DEFAULT_MAX_FRAME_SIZE;

  // HPACK, RFC 7541: entries of the static table, and names from it in fields without indexing.
  private static final int NO_DYNAMIC_TABLE = 0x20;
  private static final int METHOD_POST = 0x83;
  private static final int SCHEME_HTTP = 0x86;
  private static final int AUTHORITY = 0x01;
  private static final int PATH = 0x04;
  private static final int CONTENT_TYPE = (0x0F << 8) | (31 - 15);
  private static final int NEW_NAME = 0x00;

  private ClientFrames() {}

  /// The bytes before the first message: the preface, settings, windows and the request of the
  /// first stream.
  static byte[] opening(String authority, String path) {
    ByteBuf out = Unpooled.buffer();
    out.writeBytes(Http2CodecUtil.connectionPrefaceBuf());
    header(out, 12, Http2FrameTypes.SETTINGS, 0, CONNECTION_ID);
    out.writeShort(SETTINGS_ENABLE_PUSH).writeInt(0);
    out.writeShort(SETTINGS_INITIAL_WINDOW_SIZE).writeInt(WINDOW_BYTES);
    windowUpdate(out, CONNECTION_ID, WINDOW_BYTES - DEFAULT_WINDOW_SIZE);
    out.writeBytes(request(FIRST_STREAM_ID, authority, path));
    return ByteBufUtil.getBytes(out);
  }

  /// The headers of a request.
  static byte[] request(int streamId, String authority, String path) {
    ByteBuf block = requestHeaders(authority, path);
    ByteBuf out = Unpooled.buffer();
    header(out, block.readableBytes(), Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, streamId);
    return ByteBufUtil.getBytes(out.writeBytes(block));
  }

  private static ByteBuf requestHeaders(String authority, String path) {
    ByteBuf block = Unpooled.buffer();
    // A server that allows no table expects an update of the table's size to 0.
    block.writeByte(NO_DYNAMIC_TABLE);
    block.writeByte(METHOD_POST).writeByte(SCHEME_HTTP);
    block.writeByte(PATH);
    headerString(block, path);
    block.writeByte(AUTHORITY);
    headerString(block, authority);
    block.writeShort(CONTENT_TYPE);
    headerString(block, "application/grpc");
    block.writeByte(NEW_NAME);
    headerString(block, "te");
    headerString(block, "trailers");
    return block;
  }

  private static void headerString(ByteBuf out, String value) {
    // Shorter than 127 bytes: the length is one octet, and the Huffman bit is off.
    out.writeByte(value.length()).writeBytes(value.getBytes(UTF_8));
  }

  /// A message in as few DATA frames as possible; the stream goes on after it.
  static byte[] data(int streamId, byte[] payload) {
    return data(streamId, 0, payload);
  }

  /// The same; it ends the client's side of the stream.
  static byte[] onlyData(int streamId, byte[] payload) {
    return data(streamId, Http2Flags.END_STREAM, payload);
  }

  private static byte[] data(int streamId, int flags, byte[] payload) {
    ByteBuf out = Unpooled.buffer();
    int start = 0;
    for (; payload.length - start > FRAME_PAYLOAD_BYTES_MAX; start += FRAME_PAYLOAD_BYTES_MAX) {
      header(out, FRAME_PAYLOAD_BYTES_MAX, Http2FrameTypes.DATA, 0, streamId);
      out.writeBytes(payload, start, FRAME_PAYLOAD_BYTES_MAX);
    }
    header(out, payload.length - start, Http2FrameTypes.DATA, flags, streamId);
    return ByteBufUtil.getBytes(out.writeBytes(payload, start, payload.length - start));
  }

  /// The window bytes that the DATA frames of a message take.
  static int flowBytes(int dataBytes) {
    int frames = Math.ceilDiv(dataBytes, FRAME_HEADER_BYTES + FRAME_PAYLOAD_BYTES_MAX);
    return dataBytes - frames * FRAME_HEADER_BYTES;
  }

  static void settingsAck(ByteBuf out) {
    header(out, 0, Http2FrameTypes.SETTINGS, Http2Flags.ACK, CONNECTION_ID);
  }

  static void pingAck(ByteBuf out, long opaque) {
    header(out, 8, Http2FrameTypes.PING, Http2Flags.ACK, CONNECTION_ID);
    out.writeLong(opaque);
  }

  static void windowUpdate(ByteBuf out, int streamId, int increment) {
    header(out, 4, Http2FrameTypes.WINDOW_UPDATE, 0, streamId);
    out.writeInt(increment);
  }

  private static void header(ByteBuf out, int payloadBytes, byte type, int flags, int streamId) {
    out.writeMedium(payloadBytes).writeByte(type).writeByte(flags).writeInt(streamId);
  }
}
