package gochat.grpc;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How many connections are open, in all and from each address. Thread-safe, never waits.
final class ConnectionCounts {
  private final GrpcLimits limits;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  ConnectionCounts(GrpcLimits limits) {
    this.limits = limits;
  }

  /// Counts a connection that has come.
  ///
  /// @return why it is one too many and was not counted, null when it may stay until [#remove]
  @Nullable String add(InetAddress address) {
    if (total.incrementAndGet() > limits.connectionsMax()) {
      total.decrementAndGet();
      return "too many connections to this server (limit: " + limits.connectionsMax() + ")";
    }
    if (perAddress.merge(address, 1, Integer::sum) > limits.connectionsPerAddressMax()) {
      remove(address);
      return "too many connections from your address (limit: "
          + limits.connectionsPerAddressMax()
          + ")";
    }
    return null;
  }

  void remove(InetAddress address) {
    total.decrementAndGet();
    perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}
