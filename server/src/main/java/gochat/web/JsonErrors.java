package gochat.web;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
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
import gochat.edge.Statuses;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The format of all error responses of the port: the HTTP status and a body of JSON. Stateless.
final class JsonErrors implements ServerErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(JsonErrors.class);

  static HttpResponse answer(Status status, Metadata trailers) {
    return answer(http(status), status, trailers);
  }

  static HttpResponse answer(StatusRuntimeException failure) {
    return answer(http(failure.getStatus()), failure);
  }

  /// The HTTP status that belongs to `status`.
  static HttpStatus http(Status status) {
    return HttpStatus.valueOf(Statuses.codes(status).http());
  }

  /// @param http may be more specific than the one that follows from `failure`
  static HttpResponse answer(HttpStatus http, StatusRuntimeException failure) {
    return answer(http, failure.getStatus(), Statuses.trailers(failure));
  }

  /// @param http may be more specific than the one that follows from `status`
  static HttpResponse answer(HttpStatus http, Status status, Metadata trailers) {
    return aggregate(http, status, trailers).toHttpResponse();
  }

  static AggregatedHttpResponse aggregate(HttpStatus http, Status status, Metadata trailers) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(http)
            .contentType(MediaType.JSON_UTF_8)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            // Armeria adds these headers to the responses of services only.
            .set(SafeHeaders.ALL);
    StatusJson.retryAfterSeconds(status, trailers)
        .ifPresent(seconds -> headers.setLong(HttpHeaderNames.RETRY_AFTER, seconds));
    if (http.equals(HttpStatus.UNAUTHORIZED)) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    return AggregatedHttpResponse.of(
        headers.build(), HttpData.ofUtf8(StatusJson.of(status, trailers) + "\n"));
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
    if (cause instanceof RequestTimeoutException) {
      if (!ctx.sessionProtocol().isMultiplex()) {
        // The rest of the request may still come, and must not be read as the next request.
        WebConnection.of(ctx).closeWhenAnswered();
      }
      return answer(
          Status.DEADLINE_EXCEEDED.withDescription("the request took too long"), new Metadata());
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
    String sentence = description == null ? sentence(status) : description;
    return aggregate(
        status, Statuses.ofHttp(status.code()).withDescription(sentence), new Metadata());
  }

  private static String sentence(HttpStatus status) {
    return switch (status.code()) {
      case 404 -> "there is nothing at this path";
      case 405 -> "this path does not support this method";
      case 413 -> "the request is too large";
      case 500 -> "the server failed; its log says why";
      default -> status.reasonPhrase();
    };
  }
}
