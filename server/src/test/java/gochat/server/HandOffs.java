package gochat.server;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;

/// Counts the tasks that the threads of a server hand to each other. A task that a thread hands to
/// itself is no hand-off, and tasks of the test's own threads are not counted.
final class HandOffs {
  /// The threads of ARCHITECTURE.md that a send may pass.
  enum Kind {
    LANE,
    SHARD,
    VIRTUAL,
    OTHER;

    static Kind ofThisThread() {
      Thread thread = Thread.currentThread();
      if (thread.isVirtual()) {
        return VIRTUAL;
      }
      if (thread.getName().equals("shard")) {
        return SHARD;
      }
      return thread instanceof FastThreadLocalThread ? LANE : OTHER;
    }
  }

  record HandOff(Kind from, Kind to) {}

  private final Map<HandOff, LongAdder> counts = new ConcurrentHashMap<>();

  /// This thread hands something over.
  void count(Kind to) {
    HandOff handOff = new HandOff(Kind.ofThisThread(), to);
    if (handOff.from != Kind.OTHER) {
      counts.computeIfAbsent(handOff, _ -> new LongAdder()).increment();
    }
  }

  /// What was counted since the last call.
  Map<HandOff, Integer> take() {
    Map<HandOff, Integer> taken = new HashMap<>();
    counts.forEach((handOff, count) -> taken.put(handOff, Math.toIntExact(count.sumThenReset())));
    taken.values().removeIf(count -> count == 0);
    return taken;
  }

  /// Makes a virtual thread for each task.
  ThreadFactory waiting() {
    return task -> {
      count(Kind.VIRTUAL);
      return Thread.ofVirtual().unstarted(task);
    };
  }

  /// An event loop.
  IoEventLoop lane(IoEventLoopGroup group, Executor executor, IoHandlerFactory handlers) {
    return new SingleThreadIoEventLoop(group, executor, handlers) {
      @Override
      public void execute(Runnable task) {
        if (!inEventLoop()) {
          count(Kind.LANE);
        }
        super.execute(task);
      }
    };
  }
}
