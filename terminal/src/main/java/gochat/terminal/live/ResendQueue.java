package gochat.terminal.live;

import gochat.client.v1.Outcome;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Messages that the user sent between two sessions, in order. They are sent in the next session.
final class ResendQueue {
  /// The outcome of a message that was not handed over to a chat.
  static final Outcome NOT_SENT = new Outcome.Failed(Status.Code.CANCELLED, "");

  private final Map<String, Runnable> waiting = new LinkedHashMap<>();

  static boolean isFor(Outcome outcome) {
    return outcome instanceof Outcome.Failed(var code, _, _) && code == Status.Code.CANCELLED;
  }

  void add(String id, Runnable again) {
    waiting.put(id, again);
  }

  void clear() {
    waiting.clear();
  }

  void all() {
    List<Runnable> now = List.copyOf(waiting.values());
    waiting.clear();
    now.forEach(Runnable::run);
  }
}
