package gochat.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/// Nodes with a bus each, for contract tests.
public abstract class BusFixture {
  protected static final Subject ROOM = new Subject("r.1");
  protected static final Subject OTHER = new Subject("r.2");
  protected static final Duration LONG = Duration.ofSeconds(30);

  private final List<Bus> nodes = new ArrayList<>();

  /// Opens the bus of a new node.
  protected abstract Bus open();

  /// Waits until the condition holds.
  protected abstract void until(BooleanSupplier condition);

  protected final Bus join() {
    Bus node = open();
    nodes.add(node);
    return node;
  }

  @AfterEach
  protected void closeNodes() {
    nodes.forEach(Bus::close);
    nodes.clear();
  }

  /// The texts that come for a subject from now on.
  protected final List<String> hear(Bus node, Subject subject) {
    List<String> heard = new CopyOnWriteArrayList<>();
    confirmed(node.subscribe(subject, (message, _) -> heard.add(new String(message, UTF_8))));
    return heard;
  }

  protected final void confirmed(Bus.Subscription subscription) {
    until(subscription.confirmed()::isDone);
  }

  protected final void publish(Bus node, Subject subject, String text) {
    node.publish(subject, text.getBytes(UTF_8));
  }

  protected final Answer ask(Bus node, Subject subject, byte[] question, Duration within) {
    CompletableFuture<Answer> answer = node.ask(subject, question, within);
    until(answer::isDone);
    return answer.join();
  }

  static String text(Answer answer) {
    return answer instanceof Answer.Replied(byte[] bytes)
        ? new String(bytes, UTF_8)
        : answer.toString();
  }
}
