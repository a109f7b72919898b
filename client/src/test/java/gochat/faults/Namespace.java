package gochat.faults;

import static org.awaitility.Awaitility.await;

import gochat.checker.Stream.Presence;
import gochat.client.Surroundings;
import gochat.faults.Fault.Outcome;
import gochat.faults.machine.NetworkNamespace;
import gochat.grpc.LoopbackProxy;
import gochat.system.Network;
import gochat.system.SystemRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

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

  private final NetworkNamespace network = new NetworkNamespace("gc", SERVER, SOURCES);

  /// The index of the next device's address.
  private final AtomicInteger nextSource = new AtomicInteger();

  Namespace() throws IOException {}

  @Override
  public Surroundings surroundings() {
    return Surroundings.USUAL
        .withCommand(network.entry())
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
                network.dropIncoming("ip saddr " + source);
              }
              for (String source : List.of(UNHEARD_BOTH_WAYS, UNHEARD_BY_CLIENT)) {
                network.dropOutgoing("ip daddr " + source);
              }
            },
            network::heal));
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

  @Override
  public void close() throws IOException {
    network.close();
  }
}
