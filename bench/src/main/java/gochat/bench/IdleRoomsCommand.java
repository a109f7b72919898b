package gochat.bench;

import gochat.bench.wire.Destination;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "idle-rooms",
    description = "Guests follow many rooms in which nothing happens; reports the memory for each.",
    mixinStandardHelpOptions = true)
final class IdleRoomsCommand implements Callable<Integer> {
  /// After the first rooms the server has loaded what it holds only once.
  private static final int FIRST_ROOMS = 100;

  /// Less than a server lets a stream follow.
  private static final int ROOMS_OF_STREAM = 500;

  private static final int NAME_CHARACTERS = 8;
  private static final int SETTLE_MS = 1_000;

  /// Longer than a server keeps the memory of a password's hash, 19 MiB.
  private static final int AFTER_REGISTRATION_MS = 6_000;

  @Mixin private TargetOptions options = new TargetOptions();

  @Option(names = "--rooms", description = "public ones, each followed once (${DEFAULT-VALUE})")
  private int rooms = 2_000;

  @Option(
      names = "--bus-pid",
      description = "a process whose resident memory for each room is reported too")
  private @Nullable Long busPid;

  @Override
  public Integer call() throws Exception {
    Plan.check(rooms, FIRST_ROOMS + 1, 100_000, "--rooms");
    OptionalLong pid = options.pid();
    if (pid.isEmpty()) {
      throw new IllegalArgumentException("--pid: missing (the memory of which process?)");
    }
    ProcessFigures bus = busPid == null ? null : new ProcessFigures(busPid);
    Endpoint server = GuestClient.endpoint(options.address());
    String name = "b" + UUID.randomUUID().toString().substring(0, NAME_CHARACTERS);
    RoomMaker maker = new RoomMaker(server, RoomMaker.register(server, name));
    Thread.sleep(AFTER_REGISTRATION_MS);
    List<GuestClient> guests = new ArrayList<>();
    try (HeapProbe heap = HeapProbe.attach(pid.getAsLong())) {
      follow(server, maker.make(name + "-a", FIRST_ROOMS), guests);
      long firstBytes = heap.usedBytes();
      long firstBusKb = bus == null ? 0 : bus.residentKb();
      int more = rooms - FIRST_ROOMS;
      follow(server, maker.make(name + "-b", more), guests);
      double eachBytes = (heap.usedBytes() - firstBytes) / (double) more;
      double eachBusBytes = bus == null ? 0 : (bus.residentKb() - firstBusKb) * 1024.0 / more;
      return print(eachBytes, eachBusBytes);
    } finally {
      guests.forEach(GuestClient::close);
    }
  }

  private static void follow(Endpoint server, List<Destination.Room> made, List<GuestClient> guests)
      throws InterruptedException, LoadException {
    for (int i = 0; i < made.size(); i += ROOMS_OF_STREAM) {
      List<String> followed =
          made.subList(i, Math.min(i + ROOMS_OF_STREAM, made.size())).stream()
              .map(Destination.Room::name)
              .toList();
      Options options = Options.DEFAULT.withCursors(CursorStore.inMemory()).withRooms(followed);
      guests.add(GuestClient.connect(server, GuestClient.signIn(server), options));
    }
    Thread.sleep(SETTLE_MS);
  }

  private int print(double eachBytes, double eachBusBytes) {
    System.err.printf(
        Locale.ROOT,
        "idle rooms: %d; %.0f bytes of the server's heap for each, %.0f of the bus%n",
        rooms,
        eachBytes,
        eachBusBytes);
    System.out.println(
        new JsonLine()
            .put("command", "idle-rooms")
            .put("rooms", rooms)
            .put("heapBytesPerRoom", eachBytes)
            .put("busBytesPerRoom", eachBusBytes));
    return 0;
  }
}
