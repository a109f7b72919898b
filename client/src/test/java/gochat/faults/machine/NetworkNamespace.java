package gochat.faults.machine;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// A network of its own on this machine, with one link to the machine's. nftables in it drop what a
/// test wants to be lost. On Linux as root.
public final class NetworkNamespace implements AutoCloseable {
  private final String name;
  private final List<String> entry;

  /// @param name of at most 9 characters, of which there is one for each process
  /// @param inside its address
  /// @param outside addresses of this machine, all in the same network of 256 addresses
  public NetworkNamespace(String name, String inside, List<String> outside) throws IOException {
    this.name = name + ProcessHandle.current().pid();
    // `ip netns exec` would give a command a copy of all mounts, so that those of other tests could
    // not end.
    entry = List.of("nsenter", "--net=/run/netns/" + this.name);
    Commands.run("ip", "netns", "add", this.name);
    Commands.run(
        "ip", "link", "add", this.name, "type", "veth", "peer", "name", "eth0", "netns", this.name);
    for (String address : outside) {
      Commands.run("ip", "address", "add", address + "/24", "dev", this.name);
    }
    Commands.run("ip", "link", "set", this.name, "up");
    inside("ip", "address", "add", inside + "/24", "dev", "eth0");
    inside("ip", "link", "set", "eth0", "up");
    inside("ip", "link", "set", "lo", "up");
    inside("nft", "add table ip faults");
    inside("nft", "add chain ip faults in { type filter hook input priority 0; }");
    inside("nft", "add chain ip faults out { type filter hook output priority 0; }");
  }

  /// The command that runs another one there, and becomes its process.
  public String[] entry() {
    return entry.toArray(String[]::new);
  }

  /// Drops packets that come in.
  ///
  /// @param which a condition of nftables
  public void dropIncoming(String which) throws IOException {
    inside("nft", "add rule ip faults in " + which + " drop");
  }

  /// Drops packets that go out.
  public void dropOutgoing(String which) throws IOException {
    inside("nft", "add rule ip faults out " + which + " drop");
  }

  /// Nothing is dropped any more.
  public void heal() throws IOException {
    inside("nft", "flush table ip faults");
  }

  private void inside(String... command) throws IOException {
    Commands.run(Stream.concat(entry.stream(), Stream.of(command)).toArray(String[]::new));
  }

  /// The namespace would take the link with it, but later.
  @Override
  public void close() throws IOException {
    Commands.run("ip", "link", "delete", name);
    Commands.run("ip", "netns", "delete", name);
  }
}
