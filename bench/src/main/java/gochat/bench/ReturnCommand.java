package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Stamp;
import gochat.bench.wire.grpc.V1Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "return",
    description =
        "Kills a server with many clients and starts it again; reports the time until it listens,"
            + " and from then on until all clients, which return at once, are back.",
    mixinStandardHelpOptions = true)
final class ReturnCommand implements Callable<Integer> {
  @Option(names = "--server", required = true, description = "bin/server of GoChat")
  private Path server = Path.of("");

  @Option(names = "--data-dir", required = true, description = "created when missing")
  private Path directory = Path.of("");

  @Option(names = "--clients", description = "guests with a stream each (${DEFAULT-VALUE})")
  private int clients = 10_000;

  @Parameters(description = "options of the server, after --")
  private List<String> options = List.of();

  @Override
  public Integer call() throws Exception {
    Plan.check(clients, 1, 60_000, "--clients");
    Map<String, String> tokens;
    int port;
    try (ServerProgram first = start(0)) {
      port = first.port();
      V1Protocol protocol = new V1Protocol(authority(port), Map.of());
      try (Transport transport = new Transport(target(port, protocol))) {
        Members members = members(transport, protocol);
        for (int i = 0; i < clients; i++) {
          members.add(members.newClient(), SenderRange.none());
        }
        members.connect(0);
        tokens = transport.call(protocol::signedIn);
        first.kill();
      }
    }
    try (ServerProgram second = start(port)) {
      V1Protocol protocol = new V1Protocol(authority(port), tokens);
      try (Transport transport = new Transport(target(port, protocol))) {
        Members members = members(transport, protocol);
        for (String name : tokens.keySet()) {
          members.add(new Client(name, List.of()), SenderRange.none());
        }
        long beforeNs = System.nanoTime();
        members.connect(0);
        long backNs = System.nanoTime() - beforeNs;
        members.disconnect();
        return print(second.startNs(), backNs);
      }
    }
  }

  private ServerProgram start(int port) throws Exception {
    List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1"));
    all.addAll(List.of("--port", String.valueOf(port)));
    all.addAll(options);
    return ServerProgram.start(server, directory, all);
  }

  private static String authority(int port) {
    return "127.0.0.1:" + port;
  }

  private static Target target(int port, V1Protocol protocol) {
    return new Target(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        protocol,
        false,
        OptionalLong.empty());
  }

  private static Members members(Transport transport, V1Protocol protocol) {
    // A load needs a pace, but no member sends.
    Load load = new Load(transport, new Pace.Window(1), Load.Done.RECEIVED, 0, Stamp.BYTES);
    return new Members(transport, load, protocol);
  }

  private int print(long startNs, long backNs) {
    System.err.printf(
        Locale.ROOT,
        "return of %d clients: listening %.2f s after a kill, all back %.2f s later%n",
        clients,
        startNs / 1e9,
        backNs / 1e9);
    System.out.println(
        new JsonLine()
            .put("command", "return")
            .put("clients", clients)
            .put("startUs", startNs / 1e3)
            .put("backUs", backNs / 1e3));
    return 0;
  }
}
