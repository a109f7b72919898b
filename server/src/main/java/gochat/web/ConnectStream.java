package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.error.Failure;
import gochat.session.StreamKind;
import gochat.stream.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A stream in the protocol Connect: the HTTP status is always 200, and the last part of the body
/// is JSON with the error, if there is one.
enum ConnectStream implements HttpFormat.Stream {
  PROTO("application/connect+proto", WebFraming.ENVELOPED_PROTO),
  JSON("application/connect+json", WebFraming.ENVELOPED_JSON);

  private final String type;
  private final WebFraming framing;

  ConnectStream(String type, WebFraming framing) {
    this.type = type;
    this.framing = framing;
  }

  String type() {
    return type;
  }

  @Override
  public Message request(
      ServiceRequestContext ctx, RequestHeaders headers, byte[] body, Message prototype) {
    byte[] message =
        Envelope.message(
            body, Compression.of(headers.get("connect-content-encoding")), ctx.maxRequestLength());
    return framing.codec().parse(message, prototype);
  }

  @Override
  public Optional<Duration> timeout(RequestHeaders headers) {
    return ConnectTimeout.of(headers);
  }

  @Override
  public AggregatedHttpResponse failure(Failure failure) {
    return AggregatedHttpResponse.of(headers(), HttpData.wrap(end(failure)));
  }

  @Override
  public StreamKind kind() {
    return StreamKind.CONNECT;
  }

  @Override
  public ResponseHeaders headers() {
    return HttpFormat.ok(type);
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public ByteBuf end(@Nullable Failure failure) {
    ByteBuf out = Unpooled.buffer();
    Envelope.append(
        Envelope.CONNECT_END, Unpooled.copiedBuffer(ConnectJson.end(failure), UTF_8), out);
    return out;
  }
}
