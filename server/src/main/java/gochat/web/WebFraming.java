package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.shard.Delivery;
import gochat.stream.Framing;
import gochat.v1.Reply;
import gochat.v1.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The framings of a stream's messages over HTTP. The bytes are the same for all clients, so they
/// are made once and written to many.
enum WebFraming implements Framing {
  /// A text message in one frame (RFC 6455, section 5).
  WEB_SOCKET(Codec.JSON) {
    @Override
    void frame(ByteBuf message, Supplier<@Nullable String> cursor, ByteBuf out) {
      WebSocketFrames.append(WebSocketFrames.TEXT, message, out);
    }
  },
  /// An event of the default type (HTML standard, section "Server-sent events"), with the client's
  /// new cursor as its id.
  EVENT_STREAM(Codec.JSON) {
    @Override
    void frame(ByteBuf message, Supplier<@Nullable String> cursor, ByteBuf out) {
      String id = cursor.get();
      if (id != null) {
        out.writeBytes(ID).writeBytes(id.getBytes(US_ASCII)).writeByte('\n');
      }
      out.writeBytes(DATA).writeBytes(message).writeBytes(END);
    }
  },
  /// gRPC-Web and Connect with JSON.
  ENVELOPED_JSON(Codec.JSON),
  /// gRPC-Web and Connect with protobuf.
  ENVELOPED_PROTO(Codec.PROTO),
  /// gRPC-Web with protobuf as text: each envelope is base64 of its own, with padding.
  BASE64_PROTO(Codec.PROTO) {
    @Override
    void frame(ByteBuf message, Supplier<@Nullable String> cursor, ByteBuf out) {
      Envelope.appendBase64(Envelope.MESSAGE, message, out);
    }
  };

  private static final byte[] ID = "id: ".getBytes(US_ASCII);
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] END = "\n\n".getBytes(US_ASCII);

  private final Codec codec;

  WebFraming(Codec codec) {
    this.codec = codec;
  }

  /// The encoding of the messages.
  Codec codec() {
    return codec;
  }

  /// Appends one message, as an envelope unless a framing says otherwise.
  ///
  /// @param message encoded with [#codec]; read to its end
  /// @param cursor makes the [CursorText] of a client that has taken the message; null if the
  ///   message does not move the cursor
  void frame(ByteBuf message, Supplier<@Nullable String> cursor, ByteBuf out) {
    Envelope.append(Envelope.MESSAGE, message, out);
  }

  /// The frame that tells a client why its stream ends.
  ByteBuf reply(Failure failure) {
    Reply.Builder reply = Reply.newBuilder().setError(failure.status());
    ByteBuf out = Unpooled.buffer();
    append(ServerFrame.newBuilder().setReply(reply).build(), out);
    return out;
  }

  /// All events of a turn are included: only the first contract leaves out the client's own.
  @Override
  public ByteBuf turn(Delivery delivery, @Nullable UUID except, ByteBufAllocator allocator) {
    return WebFrames.of(delivery, this, allocator);
  }

  @Override
  public void append(Message message, ByteBuf out) {
    frame(
        Unpooled.wrappedBuffer(codec.print(message)),
        () -> message instanceof ServerFrame told ? CursorText.of(told) : null,
        out);
  }
}
