package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// How texts become the bytes of a stream. The bytes are the same for every client, so they can be
/// made once and written to many.
public enum TextFraming {
  /// A text message in one frame, RFC 6455, section 5.
  WEB_SOCKET {
    @Override
    public void append(ByteBuf text, ByteBuf out) {
      WebSocketFrames.append(WebSocketFrames.TEXT, text, out);
    }
  },
  /// An event of the default type, as the HTML standard has it, section "Server-sent events".
  EVENT_STREAM {
    @Override
    public void append(ByteBuf text, ByteBuf out) {
      out.writeBytes(DATA).writeBytes(text).writeBytes(END);
    }
  };

  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);

  /// Appends one text.
  ///
  /// @param text UTF-8 without line breaks, such as JSON without white space; read to its end
  public abstract void append(ByteBuf text, ByteBuf out);
}
