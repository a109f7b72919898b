package gochat.web;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import gochat.error.Failure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The formats that a path takes; the content type of a request chooses one.
///
/// @param expected the content types, for people
/// @param byType returns null for a type that the path does not take
record HttpFormats<F extends HttpFormat>(
    String expected, Function<@Nullable MediaType, @Nullable F> byType) {
  /// Of methods with one response, by their full names.
  static final HttpFormats<HttpFormat.Call> CALLS = named(calls());

  /// Of methods that stream to the client, by their full names.
  static final HttpFormats<HttpFormat.Stream> STREAMS = named(streams());

  static final HttpFormats<HttpFormat.Stream> EVENTS =
      new HttpFormats<>("none", _ -> ServerSentEvents.JSON);

  static HttpFormats<HttpFormat.Call> of(JsonCall format) {
    return new HttpFormats<>("application/json", type -> format.takes(type) ? format : null);
  }

  /// The path of a method by its full name, with or without a query.
  private static final Pattern METHOD = Pattern.compile("/[\\w.]+\\.\\w+/\\w+(?:\\?.*)?");

  /// The response to a request that fails outside of its service, in the format of the request.
  static HttpResponse failure(RequestHeaders headers, Failure failure) {
    return response(headers, failure).toHttpResponse();
  }

  /// The same.
  static AggregatedHttpResponse response(@Nullable RequestHeaders headers, Failure failure) {
    HttpFormat format = headers == null ? null : named(headers);
    return format == null ? JsonErrors.response(failure) : format.failure(failure);
  }

  private static @Nullable HttpFormat named(RequestHeaders headers) {
    MediaType type = headers.contentType();
    HttpFormat stream = STREAMS.byType.apply(type);
    HttpFormat format = stream == null ? CALLS.byType.apply(type) : stream;
    // Plain JSON has the same type as that of Connect.
    return format == ConnectCall.JSON && !METHOD.matcher(headers.path()).matches() ? null : format;
  }

  private static Map<String, HttpFormat.Call> calls() {
    Map<String, HttpFormat.Call> calls = new LinkedHashMap<>();
    for (ConnectCall format : ConnectCall.values()) {
      calls.put(format.type(), format);
    }
    calls.putAll(grpcWeb());
    return calls;
  }

  private static Map<String, HttpFormat.Stream> streams() {
    Map<String, HttpFormat.Stream> streams = new LinkedHashMap<>();
    for (ConnectStream format : ConnectStream.values()) {
      streams.put(format.type(), format);
    }
    streams.putAll(grpcWeb());
    return streams;
  }

  private static Map<String, GrpcWeb> grpcWeb() {
    Map<String, GrpcWeb> formats = new LinkedHashMap<>();
    for (GrpcWeb format : GrpcWeb.values()) {
      formats.put(format.type(), format);
    }
    return formats;
  }

  private static <F extends HttpFormat> HttpFormats<F> named(Map<String, ? extends F> formats) {
    Map<String, F> byName = new HashMap<>(formats);
    // Protobuf is the default of gRPC-Web.
    byName.put("application/grpc-web", formats.get("application/grpc-web+proto"));
    byName.put("application/grpc-web-text", formats.get("application/grpc-web-text+proto"));
    return new HttpFormats<>(
        String.join(", ", formats.keySet()) + "; gRPC itself is served on the other port",
        type -> type == null ? null : byName.get(type.nameWithoutParameters()));
  }
}
