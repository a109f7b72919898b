package gochat.edge;

import gochat.limit.ConnectionLimit;
import gochat.limit.LimitHits;
import gochat.limit.Limits;
import gochat.limit.Network;
import gochat.limit.NetworkList;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the open connections on all ports: of the whole server, and of each network.
///
/// A connection is nameless until a request on it has used a token or a registered name. Each
/// network has a limit of nameless connections that are older than a grace period; beyond it the
/// oldest one is closed. So an attacker who keeps opening connections only replaces their own.
/// Thread-safe; waits for a short lock only.
public final class ConnectionCounts {
  private static final AttributeKey<Entry> ENTRY = AttributeKey.valueOf("gochat.connection");

  private record Entry(
      ConnectionCounts counts, Network network, Channel channel, long openedNanos) {
    // Entries are compared by identity: each stands for one connection.
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private static final class Neighbours {
    private int connections;

    /// In the order in which they were opened.
    private final Set<Entry> nameless = new LinkedHashSet<>();

    private boolean isCheckDue;
  }

  private final int max;
  private final int perNetworkMax;
  private final int namelessMax;
  private final long graceNanos;
  private final NetworkList uncounted;
  private final LongSupplier nanoTime;
  private final Map<Network, Neighbours> networks = new HashMap<>();
  private int total;

  /// The refused connections that are open.
  private int refused;

  /// @param uncounted networks that have no limits of their own
  public ConnectionCounts(Limits limits, NetworkList uncounted) {
    this(limits, uncounted, System::nanoTime);
  }

  /// @param nanoTime as [System#nanoTime]
  ConnectionCounts(Limits limits, NetworkList uncounted, LongSupplier nanoTime) {
    max = limits.of(ConnectionLimit.OPEN);
    perNetworkMax = limits.of(ConnectionLimit.PER_ADDRESS);
    namelessMax = limits.of(ConnectionLimit.NAMELESS_PER_ADDRESS);
    graceNanos = limits.nanos(ConnectionLimit.NAMELESS_GRACE);
    this.uncounted = uncounted;
    this.nanoTime = nanoTime;
  }

  /// The network to which connections and calls from `address` count, null for an address that
  /// counts to the whole server only.
  public @Nullable Network counted(InetAddress address) {
    return uncounted.contains(address) ? null : Network.of(address);
  }

  /// Counts a new connection until it is closed. Called on its event loop.
  ///
  /// @return the reason why the connection is refused, null if it was counted
  public @Nullable String add(Channel channel) {
    InetAddress remote = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    Network network = counted(remote);
    if (network == null) {
      return addUncounted(channel);
    }
    Entry entry = new Entry(this, network, channel, nanoTime.getAsLong());
    String excess = add(entry);
    if (excess == null) {
      channel.attr(ENTRY).set(entry);
      channel.closeFuture().addListener(_ -> remove(entry));
    }
    return excess;
  }

  /// Counts a refused connection until it is closed. It may stay open until its client knows the
  /// reason. Called on its event loop.
  ///
  /// @return false when too many do, and this one has to be closed at once
  public synchronized boolean addRefused(Channel channel) {
    if (refused == ConnectionLimit.REFUSED.standardInt()) {
      return false;
    }
    refused++;
    channel.closeFuture().addListener(_ -> removeRefused());
    return true;
  }

  private synchronized void removeRefused() {
    refused--;
  }

  private synchronized @Nullable String addUncounted(Channel channel) {
    if (total == max) {
      return tooManyInAll();
    }
    total++;
    channel.closeFuture().addListener(_ -> removeUncounted());
    return null;
  }

  private synchronized void removeUncounted() {
    total--;
  }

  private String tooManyInAll() {
    LimitHits.count(ConnectionLimit.OPEN);
    return "too many connections to this server (limit: " + max + ")";
  }

  private synchronized @Nullable String add(Entry entry) {
    if (total == max) {
      return tooManyInAll();
    }
    Neighbours neighbours = networks.computeIfAbsent(entry.network, _ -> new Neighbours());
    if (neighbours.connections == perNetworkMax) {
      LimitHits.count(ConnectionLimit.PER_ADDRESS);
      return "too many connections from your address (limit: " + perNetworkMax + ")";
    }
    total++;
    neighbours.connections++;
    neighbours.nameless.add(entry);
    if (neighbours.nameless.size() > namelessMax && !neighbours.isCheckDue) {
      neighbours.isCheckDue = true;
      var _ =
          entry
              .channel
              .eventLoop()
              .schedule(() -> check(neighbours), graceNanos, TimeUnit.NANOSECONDS);
    }
    return null;
  }

  private synchronized void remove(Entry entry) {
    Neighbours neighbours = networks.get(entry.network);
    if (neighbours != null) {
      total--;
      neighbours.nameless.remove(entry);
      if (--neighbours.connections == 0) {
        networks.remove(entry.network);
      }
    }
  }

  /// A request on `channel` has used a token or a registered name. For any thread.
  public static void named(Channel channel) {
    Entry entry = channel.attr(ENTRY).get();
    if (entry != null) {
      entry.counts.named(entry);
    }
  }

  private synchronized void named(Entry entry) {
    Neighbours neighbours = networks.get(entry.network);
    if (neighbours != null) {
      neighbours.nameless.remove(entry);
    }
  }

  private void check(Neighbours neighbours) {
    excessOf(neighbours).forEach(entry -> end(entry.channel));
  }

  private synchronized List<Entry> excessOf(Neighbours neighbours) {
    long now = nanoTime.getAsLong();
    neighbours.isCheckDue = false;
    List<Entry> old =
        neighbours.nameless.stream()
            .takeWhile(entry -> now - entry.openedNanos >= graceNanos)
            .toList();
    List<Entry> excess = old.subList(0, Math.max(0, old.size() - namelessMax));
    excess.forEach(neighbours.nameless::remove);
    return excess;
  }

  /// The number of open connections.
  public synchronized int open() {
    return total;
  }

  private static void end(Channel channel) {
    // HTTP/2 sends GOAWAY first, and waits for its streams.
    channel.close();
    HardClose.closeLater(channel);
    LimitHits.count(ConnectionLimit.NAMELESS_PER_ADDRESS);
  }
}
