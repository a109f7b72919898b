package gochat.session;

import gochat.journal.FakeJournal;
import gochat.journal.JournalException;
import gochat.presence.Presence;
import gochat.room.LogEntry;
import gochat.room.Recorded;
import gochat.room.RoomEvent.Posted;
import gochat.room.RoomId;
import gochat.shard.FaultyShard;
import gochat.shard.FaultyShard.Fault;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;

/// A whole server core and its clients on one thread: which of them goes on next, what breaks and
/// when, is drawn from a seed, so that every run can be repeated.
///
/// The shard, the feeds and the sessions are the real ones. The journal crashes the server or
/// fails, before or after it has recorded; clients send, repeat, read slowly, go away and come
/// back.
final class World {
  private static final int STEPS = 2_000;
  private static final int HEALING_STEPS_MAX = 60_000;

  /// The process dies.
  private static final class Crash extends Error {}

  private final Random random;
  private final Fault fault;
  private final BrokenJournal journal = new BrokenJournal();
  private final List<SeedClient> seedClients = new ArrayList<>();
  private final List<Participant> clients = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private Server server = new Server();
  private long now;
  private boolean healed;

  /// What one life of the process holds in memory.
  private final class Server {
    final Presence<SeedSession> presence = new Presence<>();
    final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    final List<Lane> lanes = List.of(new Lane(), new Lane());
    final Shard shard = new FaultyShard(journal, new ShardConfig(6, 1_000), fault);
  }

  /// An event loop.
  private static final class Lane extends ArrayDeque<Runnable> implements Executor {
    @Override
    public void execute(Runnable task) {
      add(task);
    }
  }

  private World(long seed, Fault fault) {
    this.random = new Random(seed);
    this.fault = fault;
  }

  /// What the run of `seed` showed to be wrong.
  static List<String> run(long seed, Fault fault) {
    World world = new World(seed, fault);
    for (int i = 0; i < 3; i++) {
      world.clients.add(new ResumingClient(world, "resuming" + i));
      world.seedClients.add(new SeedClient(world, "seed" + i));
    }
    world.clients.addAll(world.seedClients);
    for (int i = 0; i < STEPS; i++) {
      world.step();
    }
    world.heal();
    world.clients.forEach(client -> client.check(world.log()));
    return world.violations;
  }

  Random random() {
    return random;
  }

  List<SeedClient> seedClients() {
    return seedClients;
  }

  UUID newUuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /// Moments, to tell what was over before something else began.
  long tick() {
    return now++;
  }

  boolean isHealed() {
    return healed;
  }

  Shard shard() {
    return server.shard;
  }

  Presence<SeedSession> presence() {
    return server.presence;
  }

  FeedContext newContext() {
    Executor lane = server.lanes.get(random.nextInt(server.lanes.size()));
    return new FeedContext(server.shard, journal, 1_000, lane, server.waiting::add);
  }

  /// Everything in `lobby`, as the journal has it.
  List<LogEntry> log() {
    return journal.read(RoomId.LOBBY, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  void violated(String what) {
    violations.add(what);
  }

  private void step() {
    try {
      if (random.nextInt(4) == 0) {
        server.shard.turn();
      } else {
        stepBesideShard();
      }
    } catch (Crash e) {
      server = new Server();
      clients.forEach(Participant::connectionLost);
    }
  }

  private void stepBesideShard() {
    switch (random.nextInt(3)) {
      case 0 -> {
        Lane lane = server.lanes.get(random.nextInt(server.lanes.size()));
        if (!lane.isEmpty()) {
          lane.remove().run();
        }
      }
      case 1 -> {
        if (!server.waiting.isEmpty()) {
          server.waiting.remove().run();
        }
      }
      default -> clients.get(random.nextInt(clients.size())).step();
    }
  }

  static String text(LogEntry entry) {
    return switch (entry.event()) {
      case Posted posted -> posted.text();
    };
  }

  /// No more faults; everything that was begun comes to its end.
  private void heal() {
    healed = true;
    for (int i = 0; i < HEALING_STEPS_MAX; i++) {
      step();
      if (i % 100 == 0 && clients.stream().allMatch(client -> client.isSettled(log().size()))) {
        return;
      }
    }
    violated("nothing broke any more, but not everybody reached the head or got an answer");
  }

  private final class BrokenJournal extends FakeJournal {
    @Override
    public AppendResult append(List<Batch> batches) {
      // The disk is slow: meanwhile the others go on.
      goOn();
      breakSometimes();
      AppendResult result = super.append(batches);
      goOn();
      breakSometimes();
      return result;
    }

    private void goOn() {
      for (int i = random.nextInt(24); i > 0; i--) {
        stepBesideShard();
      }
    }

    private void breakSometimes() {
      int dice = healed ? 99 : random.nextInt(40);
      if (dice == 0) {
        throw new Crash();
      } else if (dice == 1) {
        throw new JournalException("planned", new IOException());
      }
    }

    @Override
    public Map<MessageKey, Recorded> recorded(RoomId room, Collection<MessageKey> keys) {
      return fault == Fault.NO_DEDUPE ? Map.of() : super.recorded(room, keys);
    }
  }
}
