package gochat.room;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The bans or the mutes of a room, by user. Those with an end are in the order of their ends too:
/// each turn asks for the ends that have come, and mostly there are none.
final class Measures {
  private final Map<UUID, Measure> byUser = new HashMap<>();
  private final NavigableSet<Measure> byEnd =
      new TreeSet<>(
          Comparator.comparingLong(Measure::untilMs)
              .thenComparing(measure -> measure.member().user()));

  Measures(Collection<Measure> measures) {
    measures.forEach(this::put);
  }

  /// Replaces the user's measure, if there is one.
  void put(Measure measure) {
    UUID user = measure.member().user();
    remove(user);
    byUser.put(user, measure);
    if (measure.untilMs() != 0) {
      byEnd.add(measure);
    }
  }

  void remove(UUID user) {
    Measure removed = byUser.remove(user);
    if (removed != null) {
      byEnd.remove(removed);
    }
  }

  @Nullable Measure get(UUID user) {
    return byUser.get(user);
  }

  boolean concerns(UUID user) {
    return byUser.containsKey(user);
  }

  /// In no order.
  Collection<Measure> all() {
    return Collections.unmodifiableCollection(byUser.values());
  }

  /// Those whose ends have come, in the order of their ends.
  List<Measure> due(long nowMs) {
    return byEnd.stream().takeWhile(measure -> measure.isDue(nowMs)).toList();
  }

  Map<UUID, Measure> toMap() {
    return Map.copyOf(byUser);
  }
}
