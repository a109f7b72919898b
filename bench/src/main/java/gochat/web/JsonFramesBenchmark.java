package gochat.web;

import gochat.bench.parts.Samples;
import gochat.shard.Delivery;
import gochat.shard.Turn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Encodes a turn as frames of a WebSocket, once for all WebSockets on an event loop.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class JsonFramesBenchmark {
  @Param({"1", "16", "64"})
  private int messages;

  private Turn turn;

  @Setup
  public void prepare() {
    turn = Samples.turn(messages);
  }

  @Benchmark
  public int webSocket() {
    try (Delivery delivery = new Delivery(turn)) {
      ByteBuf frames = WebFrames.of(delivery, WebFraming.WEB_SOCKET, ByteBufAllocator.DEFAULT);
      int bytes = frames.readableBytes();
      frames.release();
      return bytes;
    }
  }
}
