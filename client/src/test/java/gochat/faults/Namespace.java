package gochat.faults;

import static org.awaitility.Awaitility.await;

import gochat.checker.Stream.Presence;
import gochat.client.Surroundings;
import gochat.faults.Fault.Outcome;
import gochat.grpc.LoopbackProxy;
import gochat.system.Network;
import gochat.system.SystemRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A server in a network namespace of its own. Its devices connect by turns from four addresses;
/// the packets of three are dropped.
final class Namespace implements Site {
  /// A network for documentation (RFC 5737), which no machine has.
  private static final String SERVER = "198.51.100.2";

  private static final String UNDISTURBED = "198.51.100.1";
  private static final String UNHEARD_BOTH_WAYS = "198.51.100.11";
  private static final String UNHEARD_BY_SERVER = "198.51.100.12";
  private static final String UNHEARD_BY_CLIENT = "198.51.100.13";
  private static final List<String> SOURCES =
      List.of(UNDISTURBED, UNHEARD_BOTH_WAYS, UNHEARD_BY_SERVER, UNHEARD_BY_CLIENT);

  private final String name = "gochat-" + ProcessHandle.current().pid();
  private final String link = "gc" + ProcessHandle.current().pid();

  /// The index of the next device's address.
  private final AtomicInteger nextSource = new AtomicInteger();

  Namespace() throws IOException {
    Commands.run("ip", "netns", "add", name);
    Commands.run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name);
    for (String source : SOURCES) {
      Commands.run("ip", "address", "add", source + "/24", "dev", link);
    }
    Commands.run("ip", "link", "set", link, "up");
    inside("ip", "address", "add", SERVER + "/24", "dev", "eth0");
    inside("ip", "link", "set", "eth0", "up");
    inside("ip", "link", "set", "lo", "up");
    inside("nft", "add table ip faults");
    inside("nft", "add chain ip faults in { type filter hook input priority 0; }");
    inside("nft", "add chain ip faults out { type filter hook output priority 0; }");
  }

  /// The command that runs another one there. `ip netns exec` would give it a copy of all mounts,
  /// so that those of the other sites could not end.
  private String[] entry() {
    return new String[] {"nsenter", "--net=/run/netns/" + name};
  }

  private void inside(String... command) throws IOException {
    Commands.run(Stream.concat(Stream.of(entry()), Stream.of(command)).toArray(String[]::new));
  }

  @Override
  public Surroundings surroundings() {
    return Surroundings.USUAL
        .withCommand(entry())
        .withHost(SERVER)
        .withOptions("--insecure=on", "--limit-exempt=198.51.100.0/24");
  }

  @Override
  public Network network() {
    return serverPort -> {
      String source = SOURCES.get(nextSource.getAndIncrement() % SOURCES.size());
      return new LoopbackProxy(serverPort, address(SERVER), address(source));
    };
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @Override
  public List<Fault<Outcome>> faults() {
    return List.of(
        new Fault<>(
            "half-open and one-way networks",
            "nftables in a network namespace drop all packets of a quarter of the devices, those to"
                + " the server of another, those from it of a third",
            Outcome.ENDS_DEAD_STREAMS,
            () -> {
              for (String source : List.of(UNHEARD_BOTH_WAYS, UNHEARD_BY_SERVER)) {
                inside("nft", "add rule ip faults in ip saddr " + source + " drop");
              }
              for (String source : List.of(UNHEARD_BOTH_WAYS, UNHEARD_BY_CLIENT)) {
                inside("nft", "add rule ip faults out ip daddr " + source + " drop");
              }
            },
            () -> inside("nft", "flush table ip faults")));
  }

  @Override
  public void prepare(SystemRun run) throws IOException {
    nextSource.set(SOURCES.indexOf(UNDISTURBED));
    run.addWatcher();
    nextSource.set(SOURCES.indexOf(UNHEARD_BOTH_WAYS));
    run.addLoner();
    await().atMost(Duration.ofMinutes(1)).until(() -> run.isLonerTold(Presence.ONLINE, 0));
  }

  @Override
  public void ended(SystemRun run) {
    run.cutPatient();
  }

  /// Its link goes with it.
  @Override
  public void close() throws IOException {
    Commands.run("ip", "netns", "delete", name);
  }
}
