package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server on a free port of the loopback address with all that is needed to talk to it. Closing it
/// fails when a buffer leaked.
final class EdgeFixture implements AutoCloseable {
  private static final EventLoopGroup LOOPS = Transport.best().newLoops(1);

  final GrpcServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();

  static {
    Leaks.detect();
  }

  EdgeFixture(ServiceRegistry services, GrpcLimits limits) throws IOException {
    server = GrpcServer.start("localhost", 0, LOOPS, services, limits);
  }

  EdgeFixture(ServiceRegistry services) throws IOException {
    this(services, GrpcLimits.DEFAULT);
  }

  int port() {
    return server.port();
  }

  /// A connection of its own.
  ManagedChannel channel() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", port()).usePlaintext().build();
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels) {
      await().until(channel::isTerminated);
    }
    server.close();
    Leaks.assertNone();
  }

  /// Watches every buffer of this JVM and keeps what was reported.
  static final class Leaks {
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

    private Leaks() {}

    static void detect() {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
      ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
          new ResourceLeakDetectorFactory() {
            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval) {
              return new Recording<>(resource, samplingInterval);
            }

            @Override
            @SuppressWarnings("deprecation")
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
              return new Recording<>(resource, samplingInterval);
            }
          });
    }

    static void assertNone() {
      assertThat(REPORTS).isEmpty();
    }

    private static final class Recording<T> extends ResourceLeakDetector<T> {
      Recording(Class<T> resource, int samplingInterval) {
        super(resource, samplingInterval);
      }

      @Override
      protected boolean needReport() {
        return true;
      }

      @Override
      protected void reportTracedLeak(String resourceType, String records) {
        REPORTS.add(resourceType + records);
      }

      @Override
      protected void reportUntracedLeak(String resourceType) {
        REPORTS.add(resourceType);
      }
    }
  }
}
