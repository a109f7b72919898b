package gochat.grpc;

import gochat.edge.MetadataCheck;
import io.grpc.Status;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// Checks that a request's headers are valid for gRPC. Stateless.
final class RequestCheck {
  private static final AsciiString HTTP_OK = AsciiString.cached("200");
  private static final AsciiString HTTP_BAD_REQUEST = AsciiString.cached("400");
  private static final AsciiString HTTP_METHOD_NOT_ALLOWED = AsciiString.cached("405");
  private static final AsciiString HTTP_UNSUPPORTED_MEDIA_TYPE = AsciiString.cached("415");

  private static final AsciiString GZIP = AsciiString.cached("gzip");
  private static final AsciiString IDENTITY = AsciiString.cached("identity");

  private RequestCheck() {}

  /// @param httpStatus for peers that ignore `grpc-status`
  record Refusal(AsciiString httpStatus, Status status) {}

  /// The refusal of the request, null if it is accepted.
  ///
  /// @param headerBytesMax the longest metadata, in bytes as HTTP/2 counts them
  static @Nullable Refusal refusalOf(Http2Headers headers, int headerBytesMax) {
    if (MetadataCheck.isTooLong(headers, headerBytesMax)) {
      return new Refusal(HTTP_OK, MetadataCheck.tooLong(headerBytesMax));
    }
    if (!"POST".contentEquals(orEmpty(headers.method()))) {
      return new Refusal(
          HTTP_METHOD_NOT_ALLOWED,
          Status.INTERNAL.withDescription(
              ":method: " + orEmpty(headers.method()) + " (expected: POST)"));
    }
    CharSequence type = orEmpty(headers.get(GrpcHeaders.CONTENT_TYPE));
    if (!isGrpc(type)) {
      return new Refusal(
          HTTP_UNSUPPORTED_MEDIA_TYPE,
          Status.INTERNAL.withDescription(
              "content-type: " + type + " (expected: application/grpc)"));
    }
    if (!headers.contains(GrpcHeaders.TE, GrpcHeaders.TRAILERS, true)) {
      return new Refusal(
          HTTP_BAD_REQUEST,
          Status.INTERNAL.withDescription(
              "te: missing (expected: trailers); a proxy may strip it"));
    }
    CharSequence encoding = headers.get(GrpcHeaders.ENCODING);
    if (encoding != null && !IDENTITY.contentEquals(encoding) && !isGzip(headers)) {
      return new Refusal(
          HTTP_OK,
          Status.UNIMPLEMENTED.withDescription(
              "grpc-encoding: " + encoding + " (expected: gzip or identity)"));
    }
    CharSequence timeout = headers.get(GrpcHeaders.TIMEOUT);
    if (timeout != null && GrpcHeaders.timeoutNanos(timeout).isEmpty()) {
      return new Refusal(
          HTTP_OK,
          Status.INTERNAL.withDescription(
              "grpc-timeout: " + timeout + " (expected: 1 to 8 digits and a unit, like 5S)"));
    }
    Status unprintable = MetadataCheck.unprintable(headers);
    return unprintable == null ? null : new Refusal(HTTP_OK, unprintable);
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
        : GrpcHeaders.timeoutNanos(timeout).orElse(GrpcRequest.NO_TIMEOUT);
  }
}
