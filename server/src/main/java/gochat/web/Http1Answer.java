package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Error responses on HTTP/1.1 connections that are closed afterwards, as bytes. Stateless.
final class Http1Answer {
  private Http1Answer() {}

  static ByteBuf of(Status status) {
    return of(JsonErrors.http(status), status, new Metadata());
  }

  /// @param http may be more specific than the one that follows from `status`
  static ByteBuf of(HttpStatus http, Status status, Metadata trailers) {
    AggregatedHttpResponse answer = JsonErrors.aggregate(http, status, trailers);
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
}
