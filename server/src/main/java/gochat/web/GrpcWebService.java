package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.MetadataCheck;
import gochat.edge.MetadataText;
import gochat.error.Failure;
import gochat.error.Reason;
import io.grpc.ServerMethodDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A unary method over gRPC-Web, binary or as base64 text, after the specification "gRPC Web".
final class GrpcWebService<Q, R> implements HttpService {
  private static final String BINARY = "application/grpc-web";
  private static final String TEXT = "application/grpc-web-text";
  private static final String PROTO = "+proto";
  private static final int PREFIX_BYTES = 5;
  private static final byte MESSAGE = 0;
  private static final byte TRAILERS = (byte) 0x80;

  private final ServerMethodDefinition<Q, R> method;
  private final ServiceOptions options;
  private final int headerBytesMax;

  /// @param headerBytesMax the longest metadata of a request, in bytes as HTTP/2 counts them
  GrpcWebService(ServerMethodDefinition<Q, R> method, ServiceOptions options, int headerBytesMax) {
    this.method = method;
    this.options = options;
    this.headerBytesMax = headerBytesMax;
  }

  String path() {
    return "/" + method.getMethodDescriptor().getFullMethodName();
  }

  @Override
  public ServiceOptions options() {
    return options;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    String format = format(request.contentType());
    if (format == null) {
      return JsonErrors.answer(
          Failure.of(
              Reason.CONTENT_TYPE_UNKNOWN,
              "content-type: "
                  + request.contentType()
                  + " (expected: "
                  + BINARY
                  + " or "
                  + TEXT
                  + "; gRPC itself is served on the other port)"));
    }
    Failure invalid = invalid(request.headers());
    if (invalid != null) {
      return toHttp(format, body(new UnaryCall.Answer<>(invalid, null)));
    }
    CompletableFuture<HttpResponse> response =
        RequestBody.await(request)
            .thenCompose(whole -> answer(ctx, whole, format.equals(TEXT)))
            .thenApply(body -> toHttp(format, body));
    return HttpResponse.of(response);
  }

  /// The failure of a request whose metadata is not valid, null if it is.
  private @Nullable Failure invalid(RequestHeaders headers) {
    return MetadataCheck.isTooLong(headers, headerBytesMax)
        ? MetadataCheck.tooLong(headerBytesMax)
        : MetadataCheck.unprintable(headers);
  }

  private static @Nullable String format(@Nullable MediaType type) {
    String name = type == null ? "" : type.withoutParameters().toString();
    return switch (name.endsWith(PROTO)
        ? name.substring(0, name.length() - PROTO.length())
        : name) {
      case BINARY -> BINARY;
      case TEXT -> TEXT;
      default -> null;
    };
  }

  private CompletableFuture<byte[]> answer(
      ServiceRequestContext ctx, AggregatedHttpRequest request, boolean isText) {
    Q message;
    try {
      message = message(request.content().array(), isText);
    } catch (Failure e) {
      return CompletableFuture.completedFuture(body(new UnaryCall.Answer<>(e, null)));
    }
    return UnaryCall.start(ctx, request.headers(), method, message).thenApply(this::body);
  }

  private Q message(byte[] body, boolean isText) {
    byte[] frame;
    try {
      frame = isText ? Base64.getDecoder().decode(body) : body;
    } catch (IllegalArgumentException e) {
      throw invalid("The body is not base64.");
    }
    ByteBuffer prefix = ByteBuffer.wrap(frame);
    if (frame.length < PREFIX_BYTES
        || prefix.get() != MESSAGE
        || prefix.getInt() != frame.length - PREFIX_BYTES) {
      throw invalid("The body is not one uncompressed message of gRPC-Web.");
    }
    try {
      return method
          .getMethodDescriptor()
          .parseRequest(new ByteArrayInputStream(frame, PREFIX_BYTES, frame.length - PREFIX_BYTES));
    } catch (RuntimeException e) {
      throw invalid(
          "The message can't be decoded (expected: a request of %s)."
              .formatted(method.getMethodDescriptor().getFullMethodName()));
    }
  }

  private static Failure invalid(String sentence) {
    return Failure.of(Reason.BODY_INVALID, sentence);
  }

  private byte[] body(UnaryCall.Answer<R> answer) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Failure failure = answer.failure();
    R message = answer.message();
    if (failure == null && message != null) {
      try (InputStream bytes = method.getMethodDescriptor().streamResponse(message)) {
        append(MESSAGE, bytes.readAllBytes(), body);
      } catch (IOException e) {
        throw new UncheckedIOException("a read from memory failed", e);
      }
    }
    StringBuilder trailers = new StringBuilder();
    BiConsumer<String, String> add =
        (name, value) -> trailers.append(name).append(": ").append(value).append("\r\n");
    add.accept("grpc-status", failure == null ? "0" : failure.status().getCode() + "");
    if (failure != null) {
      add.accept("grpc-message", MetadataText.percentEncode(failure.sentence()));
      MetadataText.forEach(failure.trailers(), add);
    }
    append(TRAILERS, trailers.toString().getBytes(US_ASCII), body);
    return body.toByteArray();
  }

  private static void append(byte flag, byte[] bytes, ByteArrayOutputStream out) {
    out.writeBytes(ByteBuffer.allocate(PREFIX_BYTES).put(flag).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static HttpResponse toHttp(String format, byte[] body) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK).contentType(MediaType.parse(format + PROTO)).build(),
        HttpData.wrap(format.equals(TEXT) ? Base64.getEncoder().encode(body) : body));
  }
}
