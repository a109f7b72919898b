package gochat.server;

import gochat.store.Durability;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a starting server tells the person in front of it.
final class Banner {
  private static final int CLIENT_DEFAULT_PORT = 1234;

  private Banner() {}

  /// The second line is for programs: it is the same in every language and names the address, as in
  /// `gochat listening on 0.0.0.0:1234`.
  ///
  /// @param port the one that the server got
  /// @param lan how others reach this machine
  static List<String> lines(
      Messages messages, String version, Config config, int port, Optional<InetAddress> lan) {
    String host = config.listenHost();
    InetAddress address =
        (host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port))
            .getAddress();
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("banner.title", version));
    lines.add("gochat listening on " + hostAndPort(address, port));
    lines.add("");
    lines.add(messages.get("banner.here", joinFromHere(address, port)));
    others(address, lan)
        .ifPresent(other ->
            lines.add(
                messages.get(
                    "banner.elsewhere",
                    "bin/client -name Bob -server " + hostAndPort(other, port))));
    if (config.durability() != Durability.MEMORY) {
      lines.add(messages.get("banner.data", config.dataDir()));
    }
    switch (config.durability()) {
      case SYNC -> {}
      case ASYNC -> lines.add(messages.get("banner.async"));
      case MEMORY -> lines.add(messages.get("banner.memory"));
    }
    lines.add(messages.get("banner.insecure"));
    lines.add(messages.get("banner.stop"));
    return lines;
  }

  private static String joinFromHere(InetAddress bound, int port) {
    String join = "bin/client -name Alice";
    if (!bound.isAnyLocalAddress() && !bound.isLoopbackAddress()) {
      return join + " -server " + hostAndPort(bound, port);
    }
    return port == CLIENT_DEFAULT_PORT ? join : join + " -server localhost:" + port;
  }

  private static Optional<InetAddress> others(InetAddress bound, Optional<InetAddress> lan) {
    if (bound.isAnyLocalAddress()) {
      return lan;
    }
    return bound.isLoopbackAddress() ? Optional.empty() : Optional.of(bound);
  }

  static String hostAndPort(InetAddress address, int port) {
    if (address instanceof Inet6Address) {
      return "[" + address.getHostAddress() + "]:" + port;
    }
    return address.getHostAddress() + ":" + port;
  }
}
