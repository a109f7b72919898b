package gochat.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// gRPC's headers on HTTP/2, both ways: metadata, `grpc-timeout` and `grpc-message`, as the "gRPC
/// over HTTP2" specification has them. Stateless.
final class GrpcHeaders {
  static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  static final AsciiString CONTENT_TYPE_GRPC = AsciiString.cached("application/grpc");
  static final AsciiString TE = AsciiString.cached("te");
  static final AsciiString TRAILERS = AsciiString.cached("trailers");
  static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
  static final AsciiString ACCEPT_ENCODING = AsciiString.cached("grpc-accept-encoding");
  static final AsciiString GZIP = AsciiString.cached("gzip");
  static final AsciiString TIMEOUT = AsciiString.cached("grpc-timeout");
  static final AsciiString STATUS = AsciiString.cached("grpc-status");
  static final AsciiString MESSAGE = AsciiString.cached("grpc-message");

  private static final String HEX = "0123456789ABCDEF";

  /// What belongs to the transport and is no metadata.
  private static final Set<String> RESERVED =
      Set.of(
          "content-type",
          "te",
          "grpc-encoding",
          "grpc-accept-encoding",
          "grpc-timeout",
          "grpc-status",
          "grpc-message");

  private GrpcHeaders() {}

  /// The metadata of a request. Headers that are no valid metadata are left out.
  static Metadata toMetadata(Http2Headers headers) {
    Metadata metadata = new Metadata();
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      String name = header.getKey().toString();
      if (name.startsWith(":") || RESERVED.contains(name)) {
        continue;
      }
      try {
        put(metadata, name, header.getValue().toString());
      } catch (IllegalArgumentException e) {
        // A name or a base64 text that gRPC does not allow: nobody could ask for it.
      }
    }
    return metadata;
  }

  private static void put(Metadata metadata, String name, String value) {
    if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
      return;
    }
    Metadata.Key<byte[]> key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    // Several values of one name may have been joined on the way.
    for (String part : value.split(",", -1)) {
      metadata.put(key, Base64.getDecoder().decode(part.strip()));
    }
  }

  /// Adds `metadata` to the headers or trailers of a response.
  static void addTo(Http2Headers headers, Metadata metadata) {
    for (String name : metadata.keys()) {
      if (RESERVED.contains(name)) {
        continue;
      }
      AsciiString header = AsciiString.of(name);
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        Iterable<byte[]> values =
            metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
        if (values != null) {
          Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
          values.forEach(value -> headers.add(header, base64.encodeToString(value)));
        }
      } else {
        Iterable<String> values =
            metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        if (values != null) {
          values.forEach(value -> headers.add(header, value));
        }
      }
    }
  }

  /// The nanoseconds that `grpc-timeout` grants: one to eight digits and a unit. Empty when the
  /// text is none. More than a `long` holds becomes the largest.
  static OptionalLong timeoutNanos(CharSequence text) {
    int digits = text.length() - 1;
    if (digits < 1 || digits > 8) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      value = value * 10 + (c - '0');
    }
    return switch (text.charAt(digits)) {
      case 'H' -> OptionalLong.of(TimeUnit.HOURS.toNanos(value));
      case 'M' -> OptionalLong.of(TimeUnit.MINUTES.toNanos(value));
      case 'S' -> OptionalLong.of(TimeUnit.SECONDS.toNanos(value));
      case 'm' -> OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(value));
      case 'u' -> OptionalLong.of(TimeUnit.MICROSECONDS.toNanos(value));
      case 'n' -> OptionalLong.of(value);
      default -> OptionalLong.empty();
    };
  }

  /// `message` as `grpc-message` carries it: printable ASCII without `%`, everything else as the
  /// percent-encoded bytes of its UTF-8.
  static String percentEncode(String message) {
    StringBuilder encoded = new StringBuilder(message.length());
    for (byte b : message.getBytes(UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return encoded.toString();
  }
}
