package gochat.web;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import java.time.Duration;
import java.util.Optional;

/// A call with one response in the protocol Connect: the bodies are the messages themselves, an
/// error has a status of HTTP and a body of JSON.
enum ConnectCall implements HttpFormat.Call {
  PROTO("application/proto", Codec.PROTO),
  JSON("application/json", Codec.JSON);

  private final String type;
  private final Codec codec;

  ConnectCall(String type, Codec codec) {
    this.type = type;
    this.codec = codec;
  }

  String type() {
    return type;
  }

  @Override
  public Message request(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, Message prototype) {
    return codec.parse(body, prototype);
  }

  @Override
  public HttpResponse answer(Message message) {
    return HttpResponse.of(HttpFormat.ok(type), HttpData.wrap(codec.print(message)));
  }

  @Override
  public Optional<Duration> timeout(RequestHeaders headers) {
    return ConnectTimeout.of(headers);
  }

  @Override
  public AggregatedHttpResponse failure(Failure failure) {
    return JsonErrors.response(failure, ConnectJson.error(failure));
  }
}
