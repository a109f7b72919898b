package gochat.web;

import gochat.api.Origin;
import gochat.edge.ConnectionCounts;
import gochat.limit.CallLimit;
import gochat.limit.LimitHits;
import gochat.limit.Limits;
import gochat.limit.Network;
import gochat.limit.StreamLimit;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Counts the open calls of the web port: in all, of each network and of each connection. An open
/// call takes some kilobytes, so beyond a limit new ones are refused. No network can take all: it
/// may have at most as many as are left for the others. While a network has more than half of its
/// maximum, each of its connections may have only a few. Thread-safe; waits for a short lock only.
final class OpenCalls {
  /// The open call of a request.
  static final AttributeKey<Call> CALL = AttributeKey.valueOf(OpenCalls.class, "call");

  private final int max;
  private final int perNetworkMax;
  private final int streamsMax;
  private final int crowdedMax;
  private final ConnectionCounts connections;
  private final Proxies proxies;
  private final Map<Network, Integer> networks = new HashMap<>();
  private int total;

  /// @param connections knows the networks that have limits
  OpenCalls(Limits limits, ConnectionCounts connections, Proxies proxies) {
    max = limits.of(CallLimit.OPEN);
    perNetworkMax = limits.of(CallLimit.PER_ADDRESS);
    streamsMax = limits.of(StreamLimit.PER_CONNECTION);
    crowdedMax = Math.min(streamsMax, limits.of(CallLimit.PER_CONNECTION));
    this.connections = connections;
    this.proxies = proxies;
  }

  /// A new connection's part, empty.
  Part part(InetAddress remote) {
    return new Part(remote);
  }

  /// The calls of one connection.
  final class Part {
    private final InetAddress remote;

    // Guarded by the lock.
    private final Set<Call> open = new HashSet<>();

    private Part(InetAddress remote) {
      this.remote = remote;
    }

    /// Opens a call.
    ///
    /// @param headers returns all values of a header of the request
    /// @return null when there are too many
    @Nullable Call open(Function<CharSequence, List<String>> headers) {
      Origin.Forwarded client = proxies.behind(remote, headers);
      Network network = connections.counted(client == null ? remote : client.address());
      // A proxy's connection has the calls of many clients.
      return add(new Call(this, network), client == null);
    }

    /// The connection is closed: its calls have ended.
    void end() {
      removeAll(this);
    }
  }

  /// An open call.
  final class Call {
    private final Part part;
    private final @Nullable Network network;

    private Call(Part part, @Nullable Network network) {
      this.part = part;
      this.network = network;
    }

    /// Stops counting the call. For any thread; only the first call has an effect.
    void end() {
      remove(this);
    }
  }

  private synchronized @Nullable Call add(Call call, boolean isClientsConnection) {
    int ofNetwork = call.network == null ? 0 : networks.getOrDefault(call.network, 0);
    int ofNetworkMax =
        call.network == null ? Integer.MAX_VALUE : Math.min(perNetworkMax, max - total);
    boolean isCrowded = isClientsConnection && ofNetwork > ofNetworkMax / 2;
    int ofConnectionMax = isCrowded ? crowdedMax : streamsMax;
    boolean isConnectionFull = call.part.open.size() >= ofConnectionMax;
    if (total >= max || ofNetwork >= ofNetworkMax || isConnectionFull) {
      LimitHits.count(
          total >= max
              ? CallLimit.OPEN
              : isConnectionFull ? CallLimit.PER_CONNECTION : CallLimit.PER_ADDRESS);
      return null;
    }
    total++;
    call.part.open.add(call);
    if (call.network != null) {
      networks.put(call.network, ofNetwork + 1);
    }
    return call;
  }

  private synchronized void removeAll(Part part) {
    List.copyOf(part.open).forEach(this::remove);
  }

  private synchronized void remove(Call call) {
    if (!call.part.open.remove(call)) {
      return;
    }
    total--;
    if (call.network != null) {
      networks.computeIfPresent(call.network, (_, open) -> open == 1 ? null : open - 1);
    }
  }
}
