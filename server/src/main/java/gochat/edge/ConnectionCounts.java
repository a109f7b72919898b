package gochat.edge;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How many connections are open, in all and from each address, on all ports together. Thread-safe,
/// never waits.
public final class ConnectionCounts {
  private final int max;
  private final int perAddressMax;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

  /// @param max open connections, 1..1_000_000
  /// @param perAddressMax open connections from one address, 1..1_000_000
  public ConnectionCounts(int max, int perAddressMax) {
    this.max = max;
    this.perAddressMax = perAddressMax;
  }

  /// Counts a connection that has come.
  ///
  /// @return why it is one too many and was not counted, null when it may stay until [#remove]
  public @Nullable String add(InetAddress address) {
    if (total.incrementAndGet() > max) {
      total.decrementAndGet();
      return "too many connections to this server (limit: " + max + ")";
    }
    if (perAddress.merge(address, 1, Integer::sum) > perAddressMax) {
      remove(address);
      return "too many connections from your address (limit: " + perAddressMax + ")";
    }
    return null;
  }

  public void remove(InetAddress address) {
    total.decrementAndGet();
    perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}
