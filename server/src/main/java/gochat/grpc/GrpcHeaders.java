package gochat.grpc;

import gochat.edge.MetadataText;
import io.grpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/// Converts gRPC's headers on HTTP/2, in both directions: metadata, after the "gRPC over HTTP2"
/// specification. Stateless.
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

  private GrpcHeaders() {}

  /// The metadata of a request, without headers that are not valid metadata.
  static Metadata toMetadata(Http2Headers headers) {
    Metadata metadata = new Metadata();
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      String name = header.getKey().toString();
      if (!name.startsWith(":")) {
        MetadataText.put(metadata, name, header.getValue().toString());
      }
    }
    return metadata;
  }

  /// Adds `metadata` to the headers or trailers of a response.
  static void addTo(Http2Headers headers, Metadata metadata) {
    MetadataText.forEach(metadata, (name, value) -> headers.add(AsciiString.of(name), value));
  }
}
