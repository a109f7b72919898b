package gochat.web;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.error.RefusalKind;
import gochat.v1.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call as JSON over HTTP, by the path that its method has in the protos.
///
/// @param hasBody whether the request's fields are in the body; else they are in the query
record JsonCall(boolean hasBody) implements HttpFormat.Call {
  /// Whether the body may be JSON: the content type is JSON or missing, or that of a form, which
  /// `curl -d` sends by default.
  boolean takes(@Nullable MediaType type) {
    return !hasBody || type == null || type.isJson() || type.is(MediaType.FORM_DATA);
  }

  @Override
  public Message request(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, Message prototype) {
    JsonRequest built = new JsonRequest(prototype);
    Map<String, List<String>> query = RequestFacts.query(ctx);
    if (!hasBody) {
      query.forEach(built::addParameter);
    } else if (query.isEmpty()) {
      built.addBody(ByteBuffer.wrap(body));
    } else {
      String name = query.keySet().iterator().next();
      throw Failure.invalid(name, "given in the query", "in the body");
    }
    ctx.pathParams().forEach(built::addVariable);
    return built.build();
  }

  @Override
  public HttpResponse answer(Message message) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.JSON_UTF_8)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    refusal(message).ifPresent(refusal -> describe(refusal, headers));
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(Json.textWithDefaults(message) + "\n"));
  }

  /// The refusal in a reply.
  private static Optional<Refusal> refusal(Message reply) {
    FieldDescriptor field = reply.getDescriptorForType().findFieldByName("refusal");
    return field != null && reply.hasField(field)
        ? Optional.of((Refusal) reply.getField(field))
        : Optional.empty();
  }

  private static void describe(Refusal refusal, ResponseHeadersBuilder headers) {
    headers.status(RefusalKind.of(refusal).http());
    if (refusal.hasRetryAfter()) {
      Duration pause = Duration.ofNanos(Durations.toNanos(refusal.getRetryAfter()));
      headers.setLong(HttpHeaderNames.RETRY_AFTER, JsonErrors.seconds(pause));
    }
  }

  @Override
  public AggregatedHttpResponse failure(Failure failure) {
    return JsonErrors.response(failure);
  }
}
