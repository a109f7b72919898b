package gochat.server;

import gochat.edge.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
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

  /// Counts a task that this thread hands over.
  void count(Kind to) {
    HandOff handOff = new HandOff(Kind.ofThisThread(), to);
    if (handOff.from != Kind.OTHER) {
      counts.computeIfAbsent(handOff, _ -> new LongAdder()).increment();
    }
  }

  /// Returns the counts since the last call.
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

  /// An event loop that counts what other threads hand to it.
  ///
  /// @param tap added to each of its channels, nearest to the socket; sharable
  EventLoopGroup newLoop(ChannelHandler tap) {
    return new MultiThreadIoEventLoopGroup(1, Transport.best().handlers()) {
      @Override
      protected IoEventLoop newChild(
          Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return new SingleThreadIoEventLoop(this, executor, handlers) {
          @Override
          public void execute(Runnable task) {
            if (!inEventLoop()) {
              count(Kind.LANE);
            }
            super.execute(task);
          }
        };
      }

      @Override
      public ChannelFuture register(Channel channel) {
        // The pipeline is still empty, so the tap stands nearest to the socket.
        channel.pipeline().addFirst(tap);
        return super.register(channel);
      }
    };
  }
}
