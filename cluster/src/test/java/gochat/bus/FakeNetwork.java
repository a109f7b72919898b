package gochat.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/// The buses of several nodes in one thread. Nothing happens by itself: each step delivers one
/// message, or does one other thing that can happen next. The random numbers decide which, so
/// messages of different nodes come in any order; and a seed repeats a run.
public final class FakeNetwork {
  /// @param lose the probability that a message gets lost unnoticed, 0..1
  /// @param repeat the probability that it comes twice, 0..1
  public record Faults(double lose, double repeat) {
    public static final Faults NONE = new Faults(0, 0);
  }

  /// Things that happen in their order.
  ///
  /// @param isAnswer answers are not ordered with other messages
  private record Lane(FakeBus from, FakeBus to, boolean isAnswer) {}

  private record Deadline(long atNanos, Runnable end) {}

  private record Cut(Bus from, Bus to) {}

  private final Random random;
  private final Faults faults;
  private final List<FakeBus> nodes = new ArrayList<>();

  /// None of them is empty.
  private final Map<Lane, Queue<Runnable>> lanes = new LinkedHashMap<>();

  private final List<Deadline> deadlines = new ArrayList<>();
  private final Set<Cut> cuts = new HashSet<>();
  private long nowNanos;

  public FakeNetwork(Random random, Faults faults) {
    this.random = random;
    this.faults = faults;
  }

  /// A bus of another node.
  public FakeBus join() {
    FakeBus node = new FakeBus(this);
    nodes.add(node);
    return node;
  }

  /// From now on, what one sends to the other is lost.
  public void cut(Bus from, Bus to) {
    cuts.add(new Cut(from, to));
  }

  /// Ends a cut. The other notices that it has missed something.
  public void mend(Bus from, FakeBus to) {
    if (cuts.remove(new Cut(from, to))) {
      later(to, to, false, to::interrupted);
    }
  }

  /// Does one thing.
  ///
  /// @return whether there was one
  public boolean step() {
    if (lanes.isEmpty()) {
      return false;
    }
    List<Map.Entry<Lane, Queue<Runnable>>> all = List.copyOf(lanes.entrySet());
    Map.Entry<Lane, Queue<Runnable>> lane = all.get(random.nextInt(all.size()));
    Runnable next = lane.getValue().remove();
    if (lane.getValue().isEmpty()) {
      lanes.remove(lane.getKey());
    }
    next.run();
    return true;
  }

  /// Lets time pass for open questions.
  public void pass(Duration time) {
    nowNanos += time.toNanos();
    List<Deadline> due = deadlines.stream().filter(next -> next.atNanos <= nowNanos).toList();
    deadlines.removeAll(due);
    due.forEach(deadline -> deadline.end.run());
  }

  // For the buses.

  /// The nodes that get a message now.
  List<FakeBus> subscribed(FakeBus from, Subject subject) {
    return nodes.stream().filter(node -> node != from && node.isReached(subject, random)).toList();
  }

  void send(FakeBus from, FakeBus to, boolean isAnswer, Runnable arrival) {
    if (cuts.contains(new Cut(from, to)) || random.nextDouble() < faults.lose) {
      return;
    }
    later(from, to, isAnswer, arrival);
    if (random.nextDouble() < faults.repeat) {
      later(from, to, isAnswer, arrival);
    }
  }

  void later(FakeBus from, FakeBus to, boolean isAnswer, Runnable action) {
    lanes.computeIfAbsent(new Lane(from, to, isAnswer), _ -> new ArrayDeque<>()).add(action);
  }

  void after(Duration time, Runnable end) {
    deadlines.add(new Deadline(nowNanos + time.toNanos(), end));
  }

  /// The messages on their way to or from a node are lost.
  void drop(FakeBus node) {
    lanes.keySet().removeIf(lane -> lane.from == node || lane.to == node);
  }
}
