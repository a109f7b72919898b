package gochat.grpc;

import static java.util.Objects.requireNonNull;

import gochat.ChatServiceGrpc;
import gochat.bench.parts.Samples;
import gochat.edge.ConnectionSweep;
import gochat.limit.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A turn of sixteen messages on its way to one reader, up to the socket: without the queue if the
/// windows are open, and through it if they open only afterwards.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class StreamQueueBenchmark {
  private static final int STREAM_ID = 1;

  /// One stream on a connection without a socket.
  @State(Scope.Thread)
  public static class Open {
    private EmbeddedChannel channel;
    private SharedFlowController flow;
    private GrpcResponder responder;
    private Http2Stream stream;
    private Http2Stream connection;
    private SharedFrames frames;
    private int bytes;

    @Setup
    public void open() throws Http2Exception {
      ServiceRegistry services =
          ServiceRegistry.builder().stream(
                  ChatServiceGrpc.getChatMethod(),
                  (_, opened) -> {
                    responder = opened;
                    return new RefusedStream(opened);
                  })
              .build(Samples.TEXT_BYTES_MAX);
      GrpcConnectionHandler handler =
          new GrpcConnectionFactory(Limits.STANDARD, services)
              .create(System.nanoTime(), new ConnectionSweep(1_000));
      channel = new EmbeddedChannel(handler);
      channel.writeInbound(request());
      Http2Connection http2 = handler.connection();
      stream = http2.stream(STREAM_ID);
      connection = http2.connectionStream();
      flow = (SharedFlowController) requireNonNull(handler.encoder().flowController());
      responder.headers();
      responder.flush();
      drop();
      frames = new SharedFrames.Seed(Samples.turn(16), ByteBufAllocator.DEFAULT);
      bytes = frames.messages().readableBytes();
    }

    @TearDown
    public void close() {
      frames.close();
      channel.finishAndReleaseAll();
    }

    private static ByteBuf request() throws Http2Exception {
      Http2Headers headers =
          new DefaultHttp2Headers()
              .method("POST")
              .scheme("http")
              .authority("localhost")
              .path("/" + ChatServiceGrpc.getChatMethod().getFullMethodName())
              .set("content-type", "application/grpc")
              .set("te", "trailers");
      ByteBuf block = Unpooled.buffer();
      new DefaultHttp2HeadersEncoder().encodeHeaders(STREAM_ID, headers, block);
      ByteBuf request = Unpooled.buffer().writeBytes(Http2CodecUtil.connectionPrefaceBuf());
      header(request, 0, Http2FrameTypes.SETTINGS, 0, 0);
      header(
          request,
          block.readableBytes(),
          Http2FrameTypes.HEADERS,
          Http2Flags.END_HEADERS,
          STREAM_ID);
      return request.writeBytes(block);
    }

    private static void header(ByteBuf out, int length, byte type, int flags, int stream) {
      out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    }

    final boolean writeShared() {
      return responder.outbound().writeShared(frames.framesFor(STREAM_ID), bytes);
    }

    final void queue() {
      responder.data(frames.messages().retainedDuplicate());
    }

    /// Opens the windows by the size of a turn.
    final void grow() throws Http2Exception {
      flow.incrementWindowSize(stream, bytes);
      flow.incrementWindowSize(connection, bytes);
    }

    /// Counts and drops the bytes for the socket.
    final int send() {
      flow.flush();
      return drop();
    }

    private int drop() {
      int sent = 0;
      for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
        sent += part.readableBytes();
        part.release();
      }
      return sent;
    }
  }

  /// The same with a closed window.
  @State(Scope.Thread)
  public static class Full extends Open {
    @Override
    @Setup
    public void open() throws Http2Exception {
      super.open();
      super.flow.initialWindowSize(0);
    }
  }

  @Benchmark
  public int writeWhenOpen(Open reader) throws Http2Exception {
    if (!reader.writeShared()) {
      throw new IllegalStateException("the window is closed (expected: open)");
    }
    int sent = reader.send();
    reader.grow();
    return sent;
  }

  @Benchmark
  public int queueWhenFull(Full reader) throws Http2Exception {
    if (reader.writeShared()) {
      throw new IllegalStateException("the window is open (expected: closed)");
    }
    reader.queue();
    int early = reader.send();
    reader.grow();
    return early + reader.send();
  }
}
