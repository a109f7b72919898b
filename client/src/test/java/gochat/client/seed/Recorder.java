package gochat.client.seed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import gochat.client.seed.ChatEvent.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Records the events of a client.
public final class Recorder implements Consumer<ChatEvent> {
  private final List<ChatEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void accept(ChatEvent event) {
    events.add(event);
  }

  public List<ChatEvent> events() {
    return events;
  }

  public <E extends ChatEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Waits for the first event of this type.
  public <E extends ChatEvent> E first(Class<E> type) {
    return await()
        .alias(type.getSimpleName())
        .pollDelay(Duration.ZERO)
        .pollInterval(5, MILLISECONDS)
        .until(() -> all(type), found -> !found.isEmpty())
        .getFirst();
  }

  public List<String> texts() {
    return all(Message.class).stream().map(Message::text).toList();
  }
}
