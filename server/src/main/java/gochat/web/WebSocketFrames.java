package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// The frames that a server sends: unfragmented and unmasked (RFC 6455, section 5.2). Stateless.
final class WebSocketFrames {
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private static final int FINAL = 0x80;
  private static final int LENGTH_IN_2_BYTES = 126;
  private static final int LENGTH_IN_8_BYTES = 127;
  private static final int CONTROL_BYTES_MAX = 125;
  private static final int CLOSE_CODE_BYTES = 2;

  private WebSocketFrames() {}

  static void append(int opcode, ByteBuf payload, ByteBuf out) {
    int bytes = payload.readableBytes();
    out.writeByte(FINAL | opcode);
    if (bytes < LENGTH_IN_2_BYTES) {
      out.writeByte(bytes);
    } else if (bytes <= 0xffff) {
      out.writeByte(LENGTH_IN_2_BYTES).writeShort(bytes);
    } else {
      out.writeByte(LENGTH_IN_8_BYTES).writeLong(bytes);
    }
    out.writeBytes(payload);
  }

  /// An unfragmented control frame.
  static ByteBuf control(int opcode, ByteBuf payload) {
    ByteBuf frame = Unpooled.buffer(2 + payload.readableBytes());
    append(opcode, payload, frame);
    return frame;
  }

  /// @param reason truncated to the length of a control frame
  static ByteBuf close(int code, String reason) {
    ByteBuf payload = Unpooled.buffer(CONTROL_BYTES_MAX).writeShort(code);
    int[] letters = reason.codePoints().toArray();
    for (int letter : letters) {
      byte[] encoded = Character.toString(letter).getBytes(UTF_8);
      if (payload.readableBytes() + encoded.length > CONTROL_BYTES_MAX) {
        break;
      }
      payload.writeBytes(encoded);
    }
    return control(CLOSE, payload);
  }

  /// The answer to a client's close frame, which repeats its code (RFC 6455, section 5.5.1).
  static ByteBuf closeEcho(ByteBuf payload) {
    int bytes = Math.min(CLOSE_CODE_BYTES, payload.readableBytes());
    return control(CLOSE, payload.slice(payload.readerIndex(), bytes));
  }
}
