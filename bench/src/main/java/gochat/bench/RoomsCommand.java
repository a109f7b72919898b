package gochat.bench;

import gochat.bench.wire.Client;
import gochat.bench.wire.Destination;
import gochat.bench.wire.grpc.V1Protocol;
import gochat.client.v1.Endpoint;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rooms",
    description = "An account creates rooms and sends to them in turn; guests follow them.",
    mixinStandardHelpOptions = true)
final class RoomsCommand implements Callable<Integer> {
  /// The most rooms that a server lets a stream follow.
  private static final int FOLLOWED_MAX = 1_000;

  private static final int NAME_CHARACTERS = 8;
  private static final double NS_PER_SECOND = 1e9;

  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions();
  @Mixin private SpreadOptions spread = new SpreadOptions();

  @Option(names = "--rooms", description = "public rooms (${DEFAULT-VALUE})")
  private int rooms = 100;

  @Option(names = "--followers", description = "guests in each room (${DEFAULT-VALUE})")
  private int followers = 10;

  @Option(
      names = "--connections",
      description = "guests in all, each in the same number of rooms (${DEFAULT-VALUE})")
  private int connections = 100;

  @Option(
      names = "--senders",
      description =
          "connections that send, each of which also follows all rooms (${DEFAULT-VALUE})")
  private int senders = 1;

  @Override
  public Integer call() throws Exception {
    check();
    long startNs = System.nanoTime();
    String name = "b" + UUID.randomUUID().toString().substring(0, NAME_CHARACTERS);
    Endpoint server = GuestClient.endpoint(target.address());
    String token = RoomMaker.register(server, name);
    List<Destination.Room> made = new RoomMaker(server, token).make(name + "-", rooms);
    System.err.printf(
        Locale.ROOT,
        "rooms: %d made in %.1f s%n",
        rooms,
        (System.nanoTime() - startNs) / NS_PER_SECOND);
    Client owner = new Client(name, List.of());
    Plan plan =
        new Plan(
            "rooms",
            target.target(new V1Protocol(target.authority(), Map.of(name, token))),
            new Topology.Rooms(made, followers, connections, Collections.nCopies(senders, owner)),
            pace(),
            traffic.contentBytes,
            Duration.ofSeconds(traffic.warmupSeconds),
            Duration.ofSeconds(traffic.seconds),
            Duration.ofSeconds(traffic.patienceSeconds),
            spread.spread());
    return Reports.print(LoadRun.run(plan));
  }

  private void check() {
    Plan.check(rooms, 1, 10_000, "--rooms");
    Plan.check(followers, 1, 10_000, "--followers");
    Plan.check(connections, followers, 60_000, "--connections");
    Plan.check(senders, 1, 1_000, "--senders");
    long followed = (long) rooms * followers;
    if (followed % connections != 0) {
      throw new IllegalArgumentException(
          "--connections: %d (expected: a divisor of --rooms times --followers, which is %d)"
              .formatted(connections, followed));
    }
    Plan.check(followed / (double) connections, 1, FOLLOWED_MAX, "rooms for each connection");
  }

  private Pace pace() {
    // In flight in all rooms together: with a window for each room, all rooms would burst.
    return switch (traffic.pace()) {
      case Pace.Window(int inFlight) -> new Pace.Shared(inFlight);
      case Pace.Shared shared -> shared;
      case Pace.Rate rate -> rate;
    };
  }
}
