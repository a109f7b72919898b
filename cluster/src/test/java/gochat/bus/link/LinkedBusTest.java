package gochat.bus.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SilentServer.class)
class LinkedBusTest {
  private static final Subject ROOM = new Subject("r.1");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final StubEngine engine = new StubEngine(Duration.ofMillis(20));
  private final Bus bus = LinkedBus.open(engine);

  @AfterEach
  void close() {
    bus.close();
  }

  private void loseLink() {
    engine.links.getLast().failed(new IOException("lost by the test"));
  }

  @Test
  void messagesThatWaitForTheEngineGoTogetherInTheirOrder() {
    engine.sends.drainPermits();
    List<byte[]> all = IntStream.range(0, 100).mapToObj(i -> new byte[] {(byte) i}).toList();
    all.forEach(message -> bus.publish(ROOM, message));
    engine.sends.release(100);

    await().until(() -> bus.status().out().messages() == 100);
    assertThat(engine.sent).hasSizeLessThan(5);
    assertThat(engine.sent.stream().flatMap(List::stream).map(Outgoing::bytes)).isEqualTo(all);
  }

  @Test
  void betweenTwoSendsIsThePauseOfTheEngine() {
    for (int i = 1; i <= 5; i++) {
      int sends = i;
      bus.publish(ROOM, new byte[0]);
      await().pollInterval(Duration.ofMillis(1)).until(() -> engine.sent.size() == sends);
    }

    for (int i = 1; i < 5; i++) {
      assertThat(engine.sentNanos.get(i) - engine.sentNanos.get(i - 1))
          .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void aQueueForAnEngineThatTakesNothingIsBounded() {
    engine.sends.drainPermits();
    byte[] message = new byte[100_000];
    for (int i = 0; i < 1_000; i++) {
      bus.publish(ROOM, message);
    }

    assertThat(bus.status().out().lost()).isBetween(800L, 900L);
  }

  @Test
  void whatWaitsWhenTheLinkIsLostIsNotSentLater() {
    engine.sends.drainPermits();
    engine.isReachable = false;
    bus.publish(ROOM, new byte[] {1});
    await().until(() -> engine.sends.hasQueuedThreads());
    bus.publish(ROOM, new byte[] {2});
    CompletableFuture<Answer> asked = bus.ask(ROOM, new byte[] {3}, LONG);

    loseLink();
    await().until(() -> !bus.status().isConnected());
    engine.sends.release(100);
    await().until(() -> bus.status().out().lost() == 2);
    engine.isReachable = true;
    await().until(() -> bus.status().isConnected());
    bus.publish(ROOM, new byte[] {4});

    await().until(() -> engine.sent.size() == 2);
    assertThat(engine.sent.getLast().getFirst().bytes()).containsExactly(4);
    assertThat(asked).isCompletedWithValue(new Answer.Nobody());
  }

  @Test
  void subscriptionsFollowTheNodesOnEachLink() {
    Bus.Subscription subscription = bus.subscribe(ROOM, (_, _) -> {});
    bus.subscribe(new Subject("r.2"), (_, _) -> {});
    await().until(() -> engine.subscribed.size() == 2);

    loseLink();
    await().until(() -> engine.links.size() == 2 && engine.subscribed.size() == 2);
    subscription.close();

    await().until(() -> engine.subscribed.equals(List.of(new Subject("r.2"))));
  }

  @Test
  void aLostLinkBringsNothingMore() {
    List<byte[]> heard = new CopyOnWriteArrayList<>();
    bus.subscribe(ROOM, (message, _) -> heard.add(message));
    Incoming old = engine.links.getLast();
    old.receive(ROOM, new byte[] {1}, null);
    loseLink();
    await().until(() -> bus.status().interruptions() > 0);

    old.receive(ROOM, new byte[] {2}, null);
    engine.links.getLast().receive(ROOM, new byte[] {3}, null);

    assertThat(heard).extracting(message -> message[0]).containsExactly((byte) 1, (byte) 3);
  }

  @Test
  void openQuestionsAreBounded() {
    for (int i = 0; i < 16_384; i++) {
      bus.ask(ROOM, new byte[0], LONG);
    }

    assertThat(bus.ask(ROOM, new byte[0], LONG)).isCompletedWithValue(new Answer.Nobody());
    engine.links.getLast().answered(1, new Answer.Replied(new byte[0]));
    assertThat(bus.ask(ROOM, new byte[0], LONG)).isNotDone();
  }
}
