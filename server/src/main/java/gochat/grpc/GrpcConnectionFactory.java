package gochat.grpc;

import static java.util.Objects.requireNonNull;

import gochat.edge.ConnectionSweep;
import gochat.edge.Timeouts;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.limit.StreamLimit;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;

/// Makes the handler of a connection. It is the only class that knows Netty's builder and all
/// limits of the protocol. Thread-safe.
final class GrpcConnectionFactory {
  private static final int EMPTY_DATA_FRAMES_MAX = ConnectionLimit.EMPTY_DATA_FRAMES.standardInt();
  private static final int RESETS_PER_WINDOW_MAX = ConnectionLimit.RESETS.standardInt();
  private static final int RESET_WINDOW_SECONDS = 30;
  private static final int SMALL_CONTINUATIONS_MAX =
      ConnectionLimit.SMALL_CONTINUATIONS.standardInt();
  private static final int UNREAD_CONTROL_FRAMES_MAX = ConnectionLimit.UNREAD_ANSWERS.standardInt();

  /// Metadata up to this multiple of the limit is read, so that only the request is refused, with
  /// an error message. Metadata that is a quarter longer than that ends the connection.
  private static final long HEADER_LISTS_READ = 2;

  private static final float WINDOW_UPDATE_RATIO = 0.5f;

  private final Timeouts timeouts;
  private final int headerBytesMax;
  private final ServiceRegistry services;

  /// Shared by all connections, which don't change it.
  private final Http2Settings settings;

  GrpcConnectionFactory(Limits limits, ServiceRegistry services) {
    timeouts = new Timeouts(limits);
    headerBytesMax = limits.of(ConnectionLimit.HEADER_BYTES);
    this.services = services;
    settings =
        new Http2Settings()
            .maxConcurrentStreams(limits.of(StreamLimit.PER_CONNECTION))
            .maxHeaderListSize(HEADER_LISTS_READ * headerBytesMax)
            // Without a table for the peer's headers a connection takes less memory; calls are
            // long, so headers are rare.
            .headerTableSize(0)
            .initialWindowSize(limits.of(StreamLimit.WINDOW_BYTES));
  }

  /// @param openedNanos the time at which the connection was accepted
  GrpcConnectionHandler create(long openedNanos, ConnectionSweep sweep) {
    return new Builder(openedNanos, sweep).build();
  }

  private final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<GrpcConnectionHandler, Builder> {
    private final long openedNanos;
    private final ConnectionSweep sweep;

    Builder(long openedNanos, ConnectionSweep sweep) {
      this.openedNanos = openedNanos;
      this.sweep = sweep;
    }

    @Override
    protected GrpcConnectionHandler build() {
      Http2Connection connection = new DefaultHttp2Connection(true, 0);
      // Before the encoder is made, which would make its own controller.
      connection.remote().flowController(new SharedFlowController(connection));
      // A paused stream must not block the others, so only the windows of streams limit the peer.
      connection
          .local()
          .flowController(
              new DefaultHttp2LocalFlowController(connection, WINDOW_UPDATE_RATIO, true));
      // `connection` and not `codec`, which would leave out the encoder's limits.
      return connection(connection)
          .initialSettings(settings)
          .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_FRAMES_MAX)
          .decoderEnforceMaxRstFramesPerWindow(RESETS_PER_WINDOW_MAX, RESET_WINDOW_SECONDS)
          .encoderEnforceMaxRstFramesPerWindow(RESETS_PER_WINDOW_MAX, RESET_WINDOW_SECONDS)
          .decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS_MAX)
          .encoderEnforceMaxQueuedControlFrames(UNREAD_CONTROL_FRAMES_MAX)
          .superBuild();
    }

    private GrpcConnectionHandler superBuild() {
      return super.build();
    }

    @Override
    protected GrpcConnectionHandler build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      SharedFlowController flow = (SharedFlowController) requireNonNull(encoder.flowController());
      StreamDispatcher streams =
          new StreamDispatcher(encoder, flow, services, headerBytesMax, sweep.unfinished());
      decoder.frameListener(streams);
      return new GrpcConnectionHandler(
          decoder, encoder, settings, streams, flow, sweep, timeouts, headerBytesMax, openedNanos);
    }
  }
}
