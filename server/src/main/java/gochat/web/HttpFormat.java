package gochat.web;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.session.StreamKind;
import gochat.stream.Framing;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A format in which clients make calls over HTTP: where the request's fields are, and what the
/// response looks like. Stateless.
interface HttpFormat {
  /// Reads a request.
  ///
  /// @param body without the compression of HTTP
  /// @param prototype of the type of the request
  /// @throws Failure when the request is not valid
  Message request(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, Message prototype);

  /// The headers of a response that is not an error.
  static ResponseHeaders ok(String type) {
    return ResponseHeaders.builder(HttpStatus.OK)
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        // Without this header some proxies buffer the messages of streams.
        .set("x-accel-buffering", "no")
        // Armeria adds these headers to the responses of services only.
        .set(SafeHeaders.ALL)
        .build();
  }

  /// The time after which the client gives its call or stream up; empty for no limit.
  ///
  /// @throws Failure when the header is not valid
  default Optional<Duration> timeout(RequestHeaders headers) {
    return Optional.empty();
  }

  /// The response to a call or a stream that failed before it had sent anything.
  AggregatedHttpResponse failure(Failure failure);

  /// A format of calls with one response.
  interface Call extends HttpFormat {
    HttpResponse answer(Message message);
  }

  /// A format of streams to the client.
  interface Stream extends HttpFormat {
    StreamKind kind();

    ResponseHeaders headers();

    Framing framing();

    /// The last bytes of a stream; empty for none.
    ///
    /// @param failure null when the stream has ended as its client asked
    ByteBuf end(@Nullable Failure failure);
  }
}
