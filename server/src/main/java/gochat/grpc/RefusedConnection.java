package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.edge.ProtocolErrorReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameTypes;

/// Replies to peers that a gRPC port can't serve, in their protocol. Stateless.
final class RefusedConnection {
  private static final int GOAWAY_FIXED_BYTES = 8;

  private RefusedConnection() {}

  /// For an HTTP/1.x client.
  ///
  /// @param plaintext whether the port accepts HTTP/2 without TLS and the request came without TLS
  static ProtocolErrorReply toHttp1(boolean plaintext) {
    return plaintext
        ? http1(
            "426 Upgrade Required",
            "Upgrade: h2c\r\nConnection: Upgrade, close",
            """
            This is a gRPC port (HTTP/2 without TLS); it serves no web pages.
            Use a gRPC client, for example:
              bin/client -name Alice -server HOST:PORT
              grpcurl -plaintext HOST:PORT list
            """)
        : http1(
            "400 Bad Request",
            "Connection: close",
            """
            This is a gRPC port (HTTP/2 over TLS); it serves no web pages.
            Use a gRPC client, for example:
              bin/client -name Alice -server HOST:PORT -tls
              grpcurl HOST:PORT list
            """);
  }

  /// For an HTTP/1.x client that the web port serves. The redirection is temporary, because ports
  /// may change.
  ///
  /// @param location an absolute URL
  static ProtocolErrorReply redirect(String location) {
    return http1(
        "307 Temporary Redirect",
        "Location: " + location + "\r\nConnection: close",
        "This is a gRPC port; HTTP is served at " + location + "\n");
  }

  private static ProtocolErrorReply http1(String status, String headers, String text) {
    return new ProtocolErrorReply(
        Unpooled.copiedBuffer(
            "HTTP/1.1 "
                + status
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + text.length()
                + "\r\n"
                + headers
                + "\r\n\r\n"
                + text,
            US_ASCII));
  }

  /// For an HTTP/2 client: SETTINGS, which must come first, and GOAWAY with the reason.
  static ProtocolErrorReply toHttp2(Http2Error error, String reason) {
    byte[] debug = reason.getBytes(UTF_8);
    ByteBuf words = Unpooled.buffer();
    words.writeMedium(0).writeByte(Http2FrameTypes.SETTINGS).writeByte(0).writeInt(0);
    words.writeMedium(GOAWAY_FIXED_BYTES + debug.length);
    words.writeByte(Http2FrameTypes.GO_AWAY).writeByte(0).writeInt(0);
    words.writeInt(0).writeInt((int) error.code()).writeBytes(debug);
    return new ProtocolErrorReply(words);
  }
}
