package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestCancellationException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import gochat.session.Ending;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The format of all error responses of the port: the HTTP status of the failure's reason, and as
/// the body its `google.rpc.Status` in JSON, with the code's name as `status` beside its number.
///
/// @param bodyBytesMax the longest body that is read
record JsonErrors(int bodyBytesMax) implements ServerErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(JsonErrors.class);

  static AggregatedHttpResponse response(Failure failure) {
    return response(failure, body(failure) + "\n");
  }

  /// @param json the body
  static AggregatedHttpResponse response(Failure failure, String json) {
    HttpStatus http = HttpStatus.valueOf(failure.reason().http());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(http)
            .contentType(MediaType.JSON_UTF_8)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            // Armeria adds these headers to the responses of services only.
            .set(SafeHeaders.ALL);
    failure
        .retryAfter()
        .ifPresent(pause -> headers.setLong(HttpHeaderNames.RETRY_AFTER, seconds(pause)));
    if (http.equals(HttpStatus.UNAUTHORIZED)) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(json));
  }

  /// The whole seconds of a pause for the header `Retry-After`.
  static long seconds(Duration pause) {
    return Math.ceilDiv(pause.toMillis(), 1_000);
  }

  static String body(Failure failure) {
    return "{\"status\":\""
        + failure.getStatus().getCode()
        + "\","
        + Json.text(failure.status()).substring(1);
  }

  /// The response as bytes, on an HTTP/1.1 connection that is closed afterwards.
  static ByteBuf http1(Failure failure) {
    AggregatedHttpResponse answer = response(failure);
    HttpStatus http = answer.status();
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(http.codeAsText()).append(' ');
    head.append(http.reasonPhrase()).append("\r\n");
    answer
        .headers()
        .forEach((name, value) -> {
          if (name.charAt(0) != ':' && !name.toString().equals("content-length")) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        });
    head.append("content-length: ").append(answer.content().length()).append("\r\n");
    head.append("connection: close\r\n\r\n");
    return Unpooled.wrappedBuffer(
        Unpooled.copiedBuffer(head, US_ASCII), Unpooled.wrappedBuffer(answer.content().array()));
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
    if (cause instanceof RequestTimeoutException) {
      if (!ctx.sessionProtocol().isMultiplex() && !ctx.request().isComplete()) {
        // The rest of the request may still come, and must not be read as the next request.
        WebConnection.of(ctx).closeWhenAnswered();
      }
      return HttpFormats.failure(
          ctx.request().headers(),
          Failure.of(
              Reason.DEADLINE_PASSED,
              "The request has taken too long; it is unknown whether it was done."));
    }
    if (isFault(cause)) {
      log.atError().addKeyValue("path", ctx.path()).setCause(cause).log("a request failed");
    }
    // Armeria maps its own exceptions to statuses, and renderStatus makes the responses.
    return null;
  }

  /// Whether the exception is a fault of the server. Requests that are too large, that are aborted,
  /// or that come during a shutdown are not.
  private static boolean isFault(Throwable cause) {
    return !(cause instanceof HttpStatusException
        || cause instanceof HttpResponseException
        || cause instanceof ContentTooLargeException
        || cause instanceof RequestCancellationException
        || cause instanceof ClosedStreamException
        || cause instanceof ShuttingDownException
        || Exceptions.isExpected(cause));
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext ctx,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return HttpFormats.response(
        headers,
        switch (status.code()) {
          case 404 -> pathUnknown(headers);
          case 413 ->
              Failure.of(
                  Reason.BODY_TOO_LONG,
                  "The body is too long (expected: at most %d bytes).".formatted(bodyBytesMax));
          case 503 -> shuttingDown();
          default ->
              status.code() < 500
                  ? Failure.of(
                      Reason.HEADER_INVALID,
                      "The request is not valid HTTP: "
                          + (description == null ? status.reasonPhrase() : description))
                  : Failure.of(Reason.SERVER_FAILED, "The server failed; its log says why.");
        });
  }

  static Failure pathUnknown(@Nullable RequestHeaders headers) {
    String path = headers == null ? "" : headers.path().split("\\?", 2)[0];
    return Failure.of(
        Reason.CALL_UNKNOWN,
        "There is nothing at %s (expected: a path of docs/api.md, without a slash at its end)."
            .formatted(VisibleText.quoted(path)));
  }

  static HttpResponse methodNotAllowed(RequestHeaders headers, Set<HttpMethod> allowed) {
    String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    AggregatedHttpResponse answer =
        HttpFormats.response(
            headers,
            Failure.of(
                Reason.METHOD_NOT_ALLOWED,
                "This path does not support %s (expected: %s)."
                    .formatted(headers.method(), names)));
    return HttpResponse.of(
        answer.headers().withMutations(of -> of.set(HttpHeaderNames.ALLOW, names)),
        answer.content());
  }

  static Failure shuttingDown() {
    return Failure.of(Reason.SHUTTING_DOWN, Ending.SHUTDOWN.sentence());
  }
}
