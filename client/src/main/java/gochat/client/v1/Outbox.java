package gochat.client.v1;

import gochat.v1.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests without an answer, in the order in which they were made. After a lost connection
/// they are sent again in that order, before newer ones. Confined to the client's loop.
final class Outbox {
  private final ArrayDeque<PendingRequest> waiting = new ArrayDeque<>();
  private final Map<Long, PendingRequest> underWay = new LinkedHashMap<>();

  void add(PendingRequest request) {
    waiting.addLast(request);
  }

  /// The next request to send; it counts as handed over.
  ///
  /// @param hasAccount whether the connection's user has an account
  @Nullable PendingRequest next(boolean hasAccount) {
    PendingRequest request = waiting.pollFirst();
    if (request != null) {
      request.handOver(hasAccount);
      underWay.put(request.frame().getId(), request);
    }
    return request;
  }

  /// The request that `reply` answers; null if it is not waiting any more.
  @Nullable PendingRequest answeredBy(Reply reply) {
    return underWay.get(reply.getId());
  }

  /// The largest request that was handed over. The server does not know the ids of requests that
  /// were too long to be read, but no request that it could read is larger than one of them.
  @Nullable PendingRequest biggest() {
    return underWay.values().stream()
        .max(Comparator.comparingInt(PendingRequest::bytes))
        .orElse(null);
  }

  /// Removes `request`.
  ///
  /// @return false if it was not in the outbox
  boolean remove(PendingRequest request) {
    return underWay.remove(request.frame().getId(), request) || waiting.remove(request);
  }

  /// Called when the connection was lost.
  ///
  /// @return the requests that are not sent again, removed from the outbox
  List<PendingRequest> connectionBroke() {
    List<PendingRequest> lost = new ArrayList<>();
    for (PendingRequest request : List.copyOf(underWay.values()).reversed()) {
      if (request.isRepeatable()) {
        waiting.addFirst(request);
      } else {
        lost.addFirst(request);
      }
    }
    underWay.clear();
    return lost;
  }

  /// Removes and returns all requests.
  List<PendingRequest> clear() {
    List<PendingRequest> all = new ArrayList<>(underWay.values());
    all.addAll(waiting);
    underWay.clear();
    waiting.clear();
    return all;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && underWay.isEmpty();
  }
}
