package gochat.session;

import gochat.room.Command;
import gochat.room.LogEntry;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// All that was sent in a [World], with how it was answered, to be compared with the logs.
final class Ledger {
  private record StreamInRoom(UUID stream, RoomId room) {}

  private final World world;
  private final List<Act> acts = new ArrayList<>();
  private final Map<RoomId, Long> acknowledged = new HashMap<>();
  private long epoch = 1;

  Ledger(World world) {
    this.world = world;
  }

  /// How something is handed to the server; false when it does not take it.
  @FunctionalInterface
  interface Way {
    boolean submit(Consumer<Outcome> reply);
  }

  /// Sends something new.
  ///
  /// @return what is known of it, also when it was not taken
  Act submit(RoomId room, Command command, Way way) {
    long above = acknowledged.getOrDefault(room, 0L);
    Act act = new Act(room, command, command.author().session(), epoch, above);
    if (repeat(act, way) || act.isOpen()) {
      acts.add(act);
    }
    return act;
  }

  /// Sends it again, or tries to send it for the first time.
  ///
  /// @return whether it was taken
  boolean repeat(Act act, Way way) {
    act.tries++;
    boolean isTaken = way.submit(outcome -> answered(act, outcome));
    act.underWay += isTaken ? 1 : 0;
    return isTaken;
  }

  private void answered(Act act, Outcome outcome) {
    String complaint = act.answered(outcome);
    if (!complaint.isEmpty()) {
      world.violated(complaint);
    }
    if (outcome instanceof Outcome.Stored(long seq)) {
      acknowledged.merge(act.room, seq, Math::max);
    }
  }

  /// No more answers come; and a backup may have taken back what was acknowledged.
  void serverLost() {
    Chronicle now = world.disk().chronicle();
    for (Act act : acts) {
      act.underWay = 0;
      if (act.seq > now.head(act.room)) {
        act.seq = 0;
        act.isLost = true;
      }
    }
    if (epoch != now.epoch()) {
      epoch = now.epoch();
      acknowledged.clear();
    }
  }

  List<Act> acts() {
    return acts;
  }

  /// Compares what was sent with what the logs hold.
  void check() {
    Chronicle now = world.disk().chronicle();
    for (RoomId room : now.rooms()) {
      check(room, now.log(room));
    }
    Map<StreamInRoom, Long> last = new HashMap<>();
    for (Act act : acts) {
      if (act.isAcknowledged() && act.epoch == now.epoch()) {
        checkOrder(act, last);
      }
    }
  }

  private void check(RoomId room, List<LogEntry> log) {
    Map<Object, Integer> possible = new HashMap<>();
    Map<Object, Integer> certain = new HashMap<>();
    for (Act act : acts) {
      if (act.room.equals(room)) {
        possible.merge(act.key(), act.isRefused ? 0 : 1, Integer::sum);
        certain.merge(act.key(), act.isAcknowledged() ? 1 : 0, Integer::sum);
        checkPlace(act, log);
      }
    }
    Map<Object, Integer> recorded = new HashMap<>();
    log.forEach(entry -> recorded.merge(Act.key(entry.event()), 1, Integer::sum));
    // Nobody sends it by itself.
    recorded.remove(List.of(Act.Kind.DIRECT));
    recorded.forEach((key, times) -> {
      if (times > possible.getOrDefault(key, 0)) {
        world.violated(room + " holds " + times + " times " + key + ", more than was sent");
      }
    });
    certain.forEach((key, times) -> {
      if (times > recorded.getOrDefault(key, 0)) {
        world.violated(room + " lacks " + key + ", which was acknowledged");
      }
    });
  }

  private void checkPlace(Act act, List<LogEntry> log) {
    if (act.isAcknowledged()
        && (act.seq > log.size()
            || !Act.key(log.get((int) act.seq - 1).event()).equals(act.key()))) {
      world.violated(act.command + " was acknowledged at " + act.seq + " but is not there");
    }
  }

  private void checkOrder(Act act, Map<StreamInRoom, Long> last) {
    if (act.seq <= act.above) {
      world.violated(act.command + " at " + act.seq + " came after what stands at " + act.above);
    }
    if (act.tries == 1) {
      Long before = last.put(new StreamInRoom(act.stream, act.room), act.seq);
      if (before != null && before >= act.seq) {
        world.violated(act.command + " at " + act.seq + " overtook what stands at " + before);
      }
    }
  }
}
