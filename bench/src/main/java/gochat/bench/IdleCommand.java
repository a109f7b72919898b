package gochat.bench;

import gochat.bench.wire.Stamp;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "idle",
    description = "Registers many idle users and reports the server's memory for each.",
    mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {
  // After the first users the server has loaded what it holds only once (classes, first buffers).
  private static final int FIRST_CONNECTIONS = 100;

  // Servers use some descriptors for other things than connections.
  private static final int DESCRIPTORS_SPARE = 300;

  @Mixin private TargetOptions options = new TargetOptions();

  @Option(names = "--connections", description = "one user each (${DEFAULT-VALUE})")
  private int connections = 10_000;

  @Option(
      names = "--settle-seconds",
      description = "time before each measurement of the memory (${DEFAULT-VALUE})")
  private int settleSeconds = 30;

  @Override
  public Integer call() throws Exception {
    Plan.check(connections, FIRST_CONNECTIONS + 1, 60_000, "--connections");
    Plan.check(settleSeconds, 0, 3_600, "--settle-seconds");
    Target target = options.target();
    if (target.pid().isEmpty()) {
      throw new IllegalArgumentException("--pid: missing (the memory of which process?)");
    }
    ProcessFigures server = new ProcessFigures(target.pid().getAsLong());
    ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
    int possible =
        (int)
            Math.min(
                connections,
                Math.min(server.descriptorsFree(), generator.descriptorsFree())
                    - DESCRIPTORS_SPARE);
    if (possible <= FIRST_CONNECTIONS) {
      throw new LoadException(
          "The descriptor limit allows only %d connections; raise it with ulimit -n"
              .formatted(possible));
    }
    try (var transport = new Transport(target)) {
      // A load needs a pace, but no member sends.
      Load load = new Load(transport, new Pace.Window(1), Load.Done.RECEIVED, 0, Stamp.BYTES);
      Members members = new Members(transport, load, target.protocol());
      grow(members, FIRST_CONNECTIONS);
      long firstKb = server.residentKb();
      grow(members, possible);
      long allKb = server.residentKb();
      int lost = transport.call(load.counters()::connectionsLost);
      members.disconnect();
      return print(possible, firstKb, allKb, lost);
    }
  }

  private void grow(Members members, int size) throws InterruptedException, LoadException {
    int first = members.all().size();
    for (int i = first; i < size; i++) {
      members.add(members.newClientWithInbox(), SenderRange.none());
    }
    members.connect(first);
    Thread.sleep(settleSeconds * 1_000L);
  }

  private int print(int possible, long firstKb, long allKb, int lost) {
    double eachKb = (double) (allKb - firstKb) / (possible - FIRST_CONNECTIONS);
    System.err.printf(
        Locale.ROOT,
        "idle: %d connections of %d asked for (%s), server resident %d MB, %.1f KB for each; %d"
            + " lost%n",
        possible,
        connections,
        possible < connections ? "descriptor limit, see ulimit -n" : "all",
        allKb / 1024,
        eachKb,
        lost);
    System.out.println(
        new JsonLine()
            .put("command", "idle")
            .put("connectionsAskedFor", connections)
            .put("connections", possible)
            .put("residentFirstKb", firstKb)
            .put("residentKb", allKb)
            .put("residentKbPerConnection", eachKb)
            .put("connectionsLost", lost)
            .put("violations", lost));
    return lost == 0 ? 0 : 1;
  }
}
