package gochat.client.v1;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.ChatEvent.Happened;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;

/// Records the events of a chat.
final class Recorder implements Chat.Listener {
  private final List<ChatEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void on(Chat chat, ChatEvent event) {
    events.add(event);
  }

  List<ChatEvent> events() {
    return events;
  }

  <E extends ChatEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Waits for `count` events of this type.
  <E extends ChatEvent> List<E> first(Class<E> type, int count) {
    return soon()
        .alias(count + " × " + type.getSimpleName())
        .until(() -> all(type), found -> found.size() >= count);
  }

  /// Waits for the first event of this type.
  <E extends ChatEvent> E first(Class<E> type) {
    return first(type, 1).getFirst();
  }

  /// The texts of the messages of a room.
  List<String> texts(String roomId) {
    return all(Happened.class).stream()
        .map(Happened::event)
        .filter(event -> event.getRoomId().equals(roomId))
        .map(event -> event.getMessagePosted().getText())
        .toList();
  }

  void awaitTexts(String roomId, List<String> texts) {
    soon().until(() -> texts(roomId).size() >= texts.size());
    assertThat(texts(roomId)).isEqualTo(texts);
  }

  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(5, MILLISECONDS);
  }
}
