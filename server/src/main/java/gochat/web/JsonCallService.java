package gochat.web;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.RefusalKind;
import gochat.error.VisibleText;
import gochat.v1.Refusal;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A unary method as JSON over HTTP.
final class JsonCallService<Q, R> implements HttpService {
  private final ServerMethodDefinition<Q, R> method;
  private final Message prototype;
  private final HttpBinding binding;
  private final ServiceOptions options;

  JsonCallService(
      ServerMethodDefinition<Q, R> method, HttpBinding binding, ServiceOptions options) {
    this.method = method;
    this.binding = binding;
    this.options = options;
    var marshaller = (PrototypeMarshaller<Q>) method.getMethodDescriptor().getRequestMarshaller();
    prototype = requireNonNull((Message) marshaller.getMessagePrototype(), "of generated code");
  }

  @Override
  public ServiceOptions options() {
    return options;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    CompletableFuture<HttpResponse> response =
        RequestBody.await(request).thenCompose(whole -> answer(ctx, whole));
    return HttpResponse.of(response);
  }

  private CompletableFuture<HttpResponse> answer(
      ServiceRequestContext ctx, AggregatedHttpRequest request) {
    if (binding.hasBody() && !isJson(request.contentType())) {
      return CompletableFuture.completedFuture(
          JsonErrors.answer(
              Failure.of(
                  Reason.CONTENT_TYPE_UNKNOWN,
                  "content-type: " + request.contentType() + " (expected: application/json)")));
    }
    Q message;
    try {
      message = message(ctx, request);
    } catch (Failure e) {
      return CompletableFuture.completedFuture(JsonErrors.answer(e));
    }
    return UnaryCall.start(ctx, request.headers(), method, message)
        .thenApply(JsonCallService::toHttp);
  }

  /// Whether the body may be JSON: the content type is JSON or missing, or that of a form, which
  /// `curl -d` sends by default.
  private static boolean isJson(@Nullable MediaType type) {
    return type == null || type.isJson() || type.is(MediaType.FORM_DATA);
  }

  private Q message(ServiceRequestContext ctx, AggregatedHttpRequest request) {
    JsonRequest built = new JsonRequest(prototype);
    Map<String, List<String>> query = RequestFacts.query(ctx);
    if (!binding.hasBody()) {
      query.forEach(built::addParameter);
    } else if (query.isEmpty()) {
      built.addBody(request.content().byteBuf().nioBuffer());
    } else {
      String name = query.keySet().iterator().next();
      throw Failure.invalid(
          name, VisibleText.quoted(name) + " stands in the query (expected: in the body)");
    }
    ctx.pathParams().forEach(built::addVariable);
    @SuppressWarnings("unchecked")
    Q message = (Q) built.build();
    return message;
  }

  private static <R> HttpResponse toHttp(UnaryCall.Answer<R> answer) {
    if (answer.failure() != null) {
      return JsonErrors.answer(answer.failure());
    }
    Message message = (Message) requireNonNull(answer.message(), "of a call that has succeeded");
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
}
