package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.ConnectionSweep;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// A stream of server-sent events. Its client says nothing; that it is gone is found out when
/// something is written.
final class EventStream extends HttpTextStream {
  private static final ResponseHeaders HEADERS =
      ResponseHeaders.builder(HttpStatus.OK)
          .contentType(MediaType.EVENT_STREAM)
          .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
          // Some proxies gather what a server answers unless they are told not to.
          .set("x-accel-buffering", "no")
          .build();

  EventStream(ServiceRequestContext ctx, ConnectionSweep sweep, WebLimits limits) {
    super(ctx, HEADERS, sweep, limits);
  }

  @Override
  public TextFraming framing() {
    return TextFraming.EVENT_STREAM;
  }

  @Override
  public void resume() {
    // Nothing ever came.
  }

  @Override
  ByteBuf lastWords(Status reason) {
    if (reason.isOk()) {
      return Unpooled.EMPTY_BUFFER;
    }
    return Unpooled.copiedBuffer(
        "event: error\ndata: " + StatusJson.of(reason, new Metadata()) + "\n\n", UTF_8);
  }
}
