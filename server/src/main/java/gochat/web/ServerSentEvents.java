package gochat.web;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.session.StreamKind;
import gochat.stream.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Server-sent events, for `curl -N` and for pages that only listen. The query has the parameters
/// of the stream.
enum ServerSentEvents implements HttpFormat.Stream {
  JSON;

  private static final String TYPE = "text/event-stream";

  @Override
  public Message request(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, Message prototype) {
    JsonRequest request = new JsonRequest(prototype);
    RequestFacts.query(ctx).forEach(request::addParameter);
    return request.build();
  }

  @Override
  public AggregatedHttpResponse failure(Failure failure) {
    return JsonErrors.response(failure);
  }

  @Override
  public StreamKind kind() {
    return StreamKind.SERVER_SENT_EVENTS;
  }

  @Override
  public ResponseHeaders headers() {
    return HttpFormat.ok(TYPE);
  }

  @Override
  public Framing framing() {
    return WebFraming.EVENT_STREAM;
  }

  /// A stream that ends as its client asked sends nothing more.
  @Override
  public ByteBuf end(@Nullable Failure failure) {
    return failure == null ? Unpooled.EMPTY_BUFFER : WebFraming.EVENT_STREAM.reply(failure);
  }
}
