package gochat.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Chooses the address under which other machines most probably reach this machine.
final class LanAddress {
  /// Interfaces of networks inside this machine, for containers and virtual machines.
  private static final Pattern INTERNAL =
      Pattern.compile("(docker|br-|veth|virbr|vmnet|vboxnet|podman|cni|lxc|lxd|flannel|cali).*");

  /// @param interfaceName the system's name, such as `eth0`
  record Candidate(String interfaceName, InetAddress address) {
    private int rank() {
      boolean ipv4 = address instanceof Inet4Address;
      if (INTERNAL.matcher(interfaceName).matches()) {
        return 3;
      }
      return ipv4 && address.isSiteLocalAddress() ? 0 : ipv4 ? 1 : 2;
    }
  }

  private LanAddress() {}

  static Optional<InetAddress> find() {
    try {
      return best(
          NetworkInterface.networkInterfaces()
              .filter(LanAddress::isUp)
              .flatMap(network ->
                  network.inetAddresses().map(address -> new Candidate(network.getName(), address)))
              .toList());
    } catch (SocketException _) {
      return Optional.empty();
    }
  }

  /// The best of `candidates`; the first of equal ones.
  static Optional<InetAddress> best(List<Candidate> candidates) {
    return candidates.stream()
        .filter(c -> !c.address.isLoopbackAddress() && !c.address.isLinkLocalAddress())
        .min(Comparator.comparingInt(Candidate::rank))
        .map(Candidate::address);
  }

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException _) {
      return false;
    }
  }
}
