package gochat.grpc;

import gochat.bench.parts.Samples;
import gochat.shard.Turn;
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

/// Encodes a turn as DATA frames for one stream id, once for all its readers on an event loop.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class FramesBenchmark {
  private static final int STREAM_ID = 1;

  @Param({"1", "16", "64"})
  private int messages;

  private Turn turn;

  @Setup
  public void prepare() {
    turn = Samples.turn(messages);
  }

  @Benchmark
  public int seed() {
    return frame(new SharedFrames.Seed(turn, ByteBufAllocator.DEFAULT));
  }

  @Benchmark
  public int v1() {
    return frame(new SharedFrames.V1(turn, ByteBufAllocator.DEFAULT));
  }

  private static int frame(SharedFrames frames) {
    try (frames) {
      return frames.framesFor(STREAM_ID).readableBytes();
    }
  }
}
