package gochat.client.v1;

import gochat.v1.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests without an answer, in the order in which they were made. Those that a broken
/// connection leaves unanswered go to the next one in the same order, before newer ones. Confined
/// to the client's loop.
final class Outbox {
  private final ArrayDeque<Unanswered> waiting = new ArrayDeque<>();
  private final Map<Long, Unanswered> underWay = new LinkedHashMap<>();

  void add(Unanswered request) {
    waiting.addLast(request);
  }

  /// The next one to hand over to the connection; it counts as handed over.
  ///
  /// @param hasAccount whether the connection's user has one
  @Nullable Unanswered next(boolean hasAccount) {
    Unanswered request = waiting.pollFirst();
    if (request != null) {
      request.handOver(hasAccount);
      underWay.put(request.frame().getId(), request);
    }
    return request;
  }

  /// What `reply` answers; null when nobody waits for it any more.
  @Nullable Unanswered answeredBy(Reply reply) {
    return underWay.get(reply.getId());
  }

  /// The biggest one that was handed over. Of requests that were too long to be read the server
  /// knows no ids, but there is none among them that is smaller than one that it could read.
  @Nullable Unanswered biggest() {
    return underWay.values().stream().max(Comparator.comparingInt(Unanswered::bytes)).orElse(null);
  }

  /// Takes `request` out.
  ///
  /// @return false when it was not in here
  boolean remove(Unanswered request) {
    return underWay.remove(request.frame().getId(), request) || waiting.remove(request);
  }

  /// The connection broke.
  ///
  /// @return those that are not asked again, taken out
  List<Unanswered> connectionBroke() {
    List<Unanswered> lost = new ArrayList<>();
    for (Unanswered request : List.copyOf(underWay.values()).reversed()) {
      if (request.isRepeatable()) {
        waiting.addFirst(request);
      } else {
        lost.addFirst(request);
      }
    }
    underWay.clear();
    return lost;
  }

  /// Takes all out.
  List<Unanswered> clear() {
    List<Unanswered> all = new ArrayList<>(underWay.values());
    all.addAll(waiting);
    underWay.clear();
    waiting.clear();
    return all;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && underWay.isEmpty();
  }
}
