package gochat.client;

import java.util.List;
import java.util.random.RandomGenerator;

/// Goes round the addresses of a server. It begins with a random one, so that the clients spread
/// over the nodes. Not thread-safe.
public final class AddressCycle {
  private final List<ServerAddress> all;
  private int next;

  public AddressCycle(ServerAddresses server, RandomGenerator random) {
    all = server.all();
    next = random.nextInt(all.size());
  }

  /// The number of addresses.
  public int size() {
    return all.size();
  }

  public ServerAddress next() {
    ServerAddress address = all.get(next);
    next = (next + 1) % all.size();
    return address;
  }
}
