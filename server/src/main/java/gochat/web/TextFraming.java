package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.Message;
import gochat.shard.Delivery;
import gochat.stream.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The messages of the v1 API as JSON, framed for a text protocol. The bytes are the same for all
/// clients, so they are made once and written to many.
enum TextFraming implements Framing {
  /// A text message in one frame (RFC 6455, section 5).
  WEB_SOCKET {
    @Override
    void frame(ByteBuf text, ByteBuf out) {
      WebSocketFrames.append(WebSocketFrames.TEXT, text, out);
    }
  },
  /// An event of the default type (HTML standard, section "Server-sent events").
  EVENT_STREAM {
    @Override
    void frame(ByteBuf text, ByteBuf out) {
      out.writeBytes(DATA).writeBytes(text).writeBytes(END);
    }
  };

  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);

  /// Appends one text.
  ///
  /// @param text UTF-8 without line breaks, such as JSON without white space; read to its end
  abstract void frame(ByteBuf text, ByteBuf out);

  /// All events of a turn are included: only the first contract leaves out the client's own.
  @Override
  public ByteBuf turn(Delivery delivery, @Nullable UUID except, ByteBufAllocator allocator) {
    return JsonFrames.of(delivery, this, allocator);
  }

  @Override
  public void append(Message message, ByteBuf out) {
    frame(Unpooled.wrappedBuffer(Json.print(message)), out);
  }
}
