package gochat.web;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.MetadataCheck;
import gochat.error.Failure;
import gochat.error.Reason;

/// Serves the calls or the streams of one path: reads each request in the format that its client
/// has chosen, and starts what it asks for. Thread-safe.
///
/// @param <F> the formats of the path
final class CallService<F extends HttpFormat> implements HttpService {
  /// Starts a call or a stream.
  @FunctionalInterface
  interface Start<F> {
    /// Runs on the event loop of the request.
    HttpResponse start(
        ServiceRequestContext ctx, RequestHeaders headers, F format, Message request);
  }

  private final HttpFormats<F> formats;
  private final Message prototype;
  private final Start<F> start;

  /// @param prototype of the type of the requests
  CallService(HttpFormats<F> formats, Message prototype, Start<F> start) {
    this.formats = formats;
    this.prototype = prototype;
    this.start = start;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    F format = formats.byType().apply(request.contentType());
    if (format == null) {
      return JsonErrors.response(
              Failure.of(
                  Reason.CONTENT_TYPE_UNKNOWN,
                  "content-type: %s (expected: %s)"
                      .formatted(request.contentType(), formats.expected())))
          .toHttpResponse();
    }
    Failure invalid = MetadataCheck.unprintable(request.headers());
    return invalid == null
        ? HttpResponse.of(
            RequestBody.await(request)
                .thenApply(body -> start(ctx, request.headers(), body, format)))
        : format.failure(invalid).toHttpResponse();
  }

  private HttpResponse start(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, F format) {
    try {
      format
          .timeout(headers)
          .map(timeout -> Math.max(1, timeout.toMillis()))
          .filter(timeoutMs -> timeoutMs < ctx.requestTimeoutMillis())
          .ifPresent(
              timeoutMs -> ctx.setRequestTimeoutMillis(TimeoutMode.SET_FROM_START, timeoutMs));
      byte[] plain =
          Compression.of(headers.get(HttpHeaderNames.CONTENT_ENCODING))
              .decompress(body, ctx.maxRequestLength());
      return start.start(ctx, headers, format, format.request(ctx, headers, plain, prototype));
    } catch (RuntimeException | Error e) {
      return format.failure(Failure.of(e, ctx.path())).toHttpResponse();
    }
  }
}
