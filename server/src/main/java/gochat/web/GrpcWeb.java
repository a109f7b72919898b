package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.MetadataText;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.session.StreamKind;
import gochat.stream.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// gRPC-Web, after the specification "gRPC Web": the HTTP status is always 200, and the trailers
/// are the last part of the body.
enum GrpcWeb implements HttpFormat.Call, HttpFormat.Stream {
  PROTO("application/grpc-web+proto", WebFraming.ENVELOPED_PROTO),
  JSON("application/grpc-web+json", WebFraming.ENVELOPED_JSON),
  /// All bodies are base64, for clients that can't read the bytes of an unfinished response.
  TEXT("application/grpc-web-text+proto", WebFraming.BASE64_PROTO);

  private final String type;
  private final WebFraming framing;

  GrpcWeb(String type, WebFraming framing) {
    this.type = type;
    this.framing = framing;
  }

  String type() {
    return type;
  }

  @Override
  public Message request(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, Message prototype) {
    byte[] message =
        Envelope.message(
            this == TEXT ? decoded(body) : body,
            Compression.of(headers.get("grpc-encoding")),
            ctx.maxRequestLength());
    return framing.codec().parse(message, prototype);
  }

  private static byte[] decoded(byte[] base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw Failure.of(Reason.BODY_INVALID, "The body is not base64.");
    }
  }

  @Override
  public Optional<Duration> timeout(RequestHeaders headers) {
    String timeout = headers.get("grpc-timeout");
    if (timeout == null) {
      return Optional.empty();
    }
    OptionalLong nanos = MetadataText.timeoutNanos(timeout);
    if (nanos.isEmpty()) {
      throw Failure.of(
          Reason.HEADER_INVALID,
          "grpc-timeout: %s (expected: 1 to 8 digits and a unit, such as 5S)".formatted(timeout));
    }
    return Optional.of(Duration.ofNanos(nanos.getAsLong()));
  }

  @Override
  public HttpResponse answer(Message message) {
    ByteBuf body = Unpooled.buffer();
    framing.append(message, body);
    return HttpResponse.of(headers(), HttpData.wrap(body.writeBytes(end(null))));
  }

  @Override
  public AggregatedHttpResponse failure(Failure failure) {
    return AggregatedHttpResponse.of(headers(), HttpData.wrap(end(failure)));
  }

  @Override
  public StreamKind kind() {
    return StreamKind.GRPC_WEB;
  }

  @Override
  public ResponseHeaders headers() {
    return HttpFormat.ok(type);
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public ByteBuf end(@Nullable Failure failure) {
    StringBuilder trailers = new StringBuilder();
    BiConsumer<String, String> add =
        (name, value) -> trailers.append(name).append(": ").append(value).append("\r\n");
    if (failure == null) {
      add.accept("grpc-status", "0");
    } else {
      add.accept("grpc-status", String.valueOf(failure.status().getCode()));
      add.accept("grpc-message", MetadataText.percentEncode(failure.sentence()));
      MetadataText.forEach(failure.trailers(), add);
    }
    ByteBuf content = Unpooled.copiedBuffer(trailers, US_ASCII);
    ByteBuf out = Unpooled.buffer();
    if (this == TEXT) {
      Envelope.appendBase64(Envelope.GRPC_TRAILERS, content, out);
    } else {
      Envelope.append(Envelope.GRPC_TRAILERS, content, out);
    }
    return out;
  }
}
