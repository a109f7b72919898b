package gochat.bench.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Opens 20,000 streams on as many connections as necessary, and sends nothing on them.
final class ManyStreams extends Attack {
  private static final int CONNECTIONS = 200;
  private static final int STREAMS = 100;
  private static final long HEAP_BYTES_MAX = 96L << 20;

  /// Less than the 10 seconds in which a call must be complete.
  private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(5);

  ManyStreams() {
    super(Defence.HELD, "20,000 idle streams cost little, and end in time.");
  }

  /// The gRPC port takes all streams, 1 KB each; the web port takes 2,000 calls, 5 KB each.
  @Override
  public long heapBytesMax() {
    return HEAP_BYTES_MAX;
  }

  @Override
  public Result strike(Attacker attacker) throws IOException, InterruptedException {
    byte[] request = Requests.unfinished(attacker.port());
    long startNanos = System.nanoTime();
    List<RawHttp2> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      RawHttp2 client = RawHttp2.connect(attacker);
      for (int stream = 0; stream < STREAMS; stream++) {
        client.open(2 * stream + 1, request);
      }
      client.connection().flush();
      clients.add(client);
    }
    for (RawHttp2 client : clients) {
      client.awaitTaken();
    }
    Result result = attacker.hold();
    // A slow machine opens the last streams when the first ones have rightly ended.
    return System.nanoTime() - startNanos < OPEN_NANOS
        ? result
        : new Result(Defence.HELD, result.detail());
  }
}
