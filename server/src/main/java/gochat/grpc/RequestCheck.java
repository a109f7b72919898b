package gochat.grpc;

import gochat.edge.MetadataCheck;
import gochat.edge.MetadataText;
import gochat.error.Failure;
import gochat.error.Reason;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// Checks that a request's headers are valid for gRPC. Stateless.
final class RequestCheck {
  private static final AsciiString GZIP = AsciiString.cached("gzip");
  private static final AsciiString IDENTITY = AsciiString.cached("identity");

  private RequestCheck() {}

  /// The failure of a request that is not gRPC, null for one that is.
  static @Nullable Failure notGrpc(Http2Headers headers) {
    CharSequence method = orEmpty(headers.method());
    if (!"POST".contentEquals(method)) {
      return Failure.of(Reason.METHOD_NOT_ALLOWED, ":method: " + method + " (expected: POST)");
    }
    CharSequence type = orEmpty(headers.get(GrpcHeaders.CONTENT_TYPE));
    if (!isGrpc(type)) {
      return Failure.of(
          Reason.CONTENT_TYPE_UNKNOWN,
          "content-type: " + type + " (expected: application/grpc; the web port takes JSON)");
    }
    if (!headers.contains(GrpcHeaders.TE, GrpcHeaders.TRAILERS, true)) {
      return Failure.of(
          Reason.HEADER_INVALID, "te: missing (expected: trailers); a proxy may strip it");
    }
    return null;
  }

  /// The failure of a request of gRPC whose headers are not valid, null if they are.
  static @Nullable Failure invalid(Http2Headers headers) {
    CharSequence encoding = headers.get(GrpcHeaders.ENCODING);
    if (encoding != null && !IDENTITY.contentEquals(encoding) && !isGzip(headers)) {
      return Failure.of(
          Reason.ENCODING_UNKNOWN, "grpc-encoding: " + encoding + " (expected: gzip or identity)");
    }
    CharSequence timeout = headers.get(GrpcHeaders.TIMEOUT);
    if (timeout != null && MetadataText.timeoutNanos(timeout).isEmpty()) {
      return Failure.of(
          Reason.HEADER_INVALID,
          "grpc-timeout: " + timeout + " (expected: 1 to 8 digits and a unit, such as 5S)");
    }
    return MetadataCheck.unprintable(headers);
  }

  /// The failure of a call whose `grpc-timeout` has passed.
  static Failure late() {
    return Failure.of(
        Reason.DEADLINE_PASSED,
        "The deadline of the call has passed; it is unknown whether it was done.");
  }

  private static CharSequence orEmpty(@Nullable CharSequence value) {
    return value == null ? "" : value;
  }

  /// Whether `type` is `application/grpc`, alone or with the codec of this server, and any
  /// parameters.
  private static boolean isGrpc(CharSequence type) {
    String text = type.toString();
    int semicolon = text.indexOf(';');
    String media = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
    return media.equalsIgnoreCase("application/grpc")
        || media.equalsIgnoreCase("application/grpc+proto");
  }

  /// Whether messages may be compressed, with gzip.
  static boolean isGzip(Http2Headers headers) {
    return GZIP.contentEquals(orEmpty(headers.get(GrpcHeaders.ENCODING)));
  }

  static long timeoutNanos(Http2Headers headers) {
    CharSequence timeout = headers.get(GrpcHeaders.TIMEOUT);
    return timeout == null
        ? GrpcRequest.NO_TIMEOUT
        : MetadataText.timeoutNanos(timeout).orElse(GrpcRequest.NO_TIMEOUT);
  }
}
