package gochat.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.seed.ChatEvent.Message;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatEvent.Happened;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;

/// Records the events of a client, of the first contract or of v1. Safe for all threads.
public final class Recorder implements Chat.Listener, Consumer<gochat.client.seed.ChatEvent> {
  private final List<Object> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(Chat chat, ChatEvent event) {
    events.add(event);
  }

  @Override
  public void accept(gochat.client.seed.ChatEvent event) {
    events.add(event);
  }

  public List<Object> events() {
    return events;
  }

  public <E> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Waits for `count` events of this type.
  public <E> List<E> first(Class<E> type, int count) {
    return soon()
        .alias(count + " × " + type.getSimpleName())
        .until(() -> all(type), found -> found.size() >= count);
  }

  /// Waits for the first event of this type.
  public <E> E first(Class<E> type) {
    return first(type, 1).getFirst();
  }

  /// The texts of the messages of the first contract.
  public List<String> texts() {
    return all(Message.class).stream().map(Message::text).toList();
  }

  /// The texts of the messages of a room.
  public List<String> texts(String roomId) {
    return all(Happened.class).stream()
        .map(Happened::event)
        .filter(event -> event.getRoomId().equals(roomId))
        .map(event -> event.getMessagePosted().getText())
        .toList();
  }

  public void awaitTexts(String roomId, List<String> texts) {
    soon().until(() -> texts(roomId).size() >= texts.size());
    assertThat(texts(roomId)).isEqualTo(texts);
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(5, MILLISECONDS);
  }
}
