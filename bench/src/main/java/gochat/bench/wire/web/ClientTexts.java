package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Destination;
import gochat.v1.ClientFrame;
import gochat.v1.SignInAsGuestRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests of a client of the v1 API over HTTP/1.1, and then over a WebSocket (RFC 6455).
final class ClientTexts {
  static final Pattern TOKEN = Pattern.compile("\"token\": *\"([^\"]*)\"");

  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);

  private static final int LAST = 0x80;
  private static final int TEXT = 0x1;
  private static final int PONG = 0xA;
  private static final int MASKED = 0x80;
  private static final int TWO_LENGTH_BYTES = 126;

  /// A client has to mask its frames; this mask changes nothing.
  private static final int MASK = 0;

  private static final int ID_DIGITS = 10;
  private static final JsonFormat.Printer JSON =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private ClientTexts() {}

  static byte[] signIn(String authority, String name) {
    String body = json(SignInAsGuestRequest.newBuilder().setName(name).build());
    return ("POST /v1/sign-in/guest HTTP/1.1\r\nHost: "
            + authority
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(UTF_8);
  }

  /// The length in bytes of the response at the beginning of `read`, one character each; 0 if it is
  /// incomplete. Without a length it ends with its head.
  static int responseBytes(String read) {
    int headEnd = read.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return 0;
    }
    Matcher length = CONTENT_LENGTH.matcher(read);
    int bytes = headEnd + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    return bytes > read.length() ? 0 : bytes;
  }

  /// Requests the events of the rooms in `follows`, and of the user's own rooms.
  static byte[] events(String authority, String token, List<Destination> follows) {
    StringBuilder query = new StringBuilder();
    for (Destination destination : follows) {
      if (destination instanceof Destination.Room(var id)) {
        query.append(query.isEmpty() ? '?' : '&').append("rooms=").append(id);
      }
    }
    return ("GET /v1/events"
            + query
            + " HTTP/1.1\r\nHost: "
            + authority
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n")
        .getBytes(UTF_8);
  }

  static byte[] upgrade(String authority) {
    return ("GET /v1/connect HTTP/1.1\r\nHost: "
            + authority
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        .getBytes(UTF_8);
  }

  /// A text message.
  static byte[] text(ClientFrame request) {
    return frame(TEXT, Unpooled.wrappedBuffer(json(request).getBytes(UTF_8)));
  }

  static byte[] pong(ByteBuf payload) {
    return frame(PONG, payload);
  }

  private static byte[] frame(int opcode, ByteBuf payload) {
    ByteBuf out = Unpooled.buffer().writeByte(LAST | opcode);
    int length = payload.readableBytes();
    if (length < TWO_LENGTH_BYTES) {
      out.writeByte(MASKED | length);
    } else {
      out.writeByte(MASKED | TWO_LENGTH_BYTES).writeShort(length);
    }
    return ByteBufUtil.getBytes(out.writeInt(MASK).writeBytes(payload));
  }

  static int idOffset(byte[] text) {
    return new String(text, ISO_8859_1).indexOf(Long.toString(ApiRequests.ID_PLACE));
  }

  /// Writes any value as ten digits.
  static void writeId(ByteBuf out, int offset, int id) {
    int rest = id;
    for (int i = ID_DIGITS - 1; i >= 0; i--) {
      out.setByte(offset + i, '0' + rest % 10);
      rest /= 10;
    }
  }

  private static String json(MessageOrBuilder message) {
    try {
      return JSON.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a JSON message", e);
    }
  }
}
