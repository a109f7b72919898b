package gochat.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.SilentServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The promises of every bus over a real engine, with several threads, when messages get lost.
@ExtendWith(SilentServer.class)
public abstract class EngineContract extends BusContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// More than a bus keeps for a slow handler.
  private static final int MANY = 100_000;

  /// Ends the connections of all nodes. They can connect again.
  protected abstract void breakConnections();

  @Override
  protected final void until(BooleanSupplier condition) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(condition::getAsBoolean);
  }

  @Test
  void afterALostConnectionANodeIsInterruptedAndItsSubscriptionsStand() {
    Bus a = join();
    Bus b = join();
    List<String> heard = hear(b, ROOM);
    List<Boolean> interruptions = new CopyOnWriteArrayList<>();
    b.onInterrupted(() -> interruptions.add(b.status().isConnected()));

    breakConnections();
    until(() -> a.status().interruptions() > 0 && b.status().interruptions() > 0);
    publish(a, ROOM, "again");

    until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("again");
    assertThat(interruptions).isNotEmpty().containsOnly(true);
  }

  @Test
  void aQuestionWhoseConnectionIsLostIsUnanswered() {
    Bus a = join();
    List<String> heard = hear(join(), ROOM);
    CompletableFuture<Answer> open = a.ask(ROOM, "first".getBytes(UTF_8), Duration.ofSeconds(2));
    until(() -> heard.size() == 1);

    breakConnections();

    assertThat(open.join()).isEqualTo(new Answer.Silence());
  }

  @Test
  void aSubscriptionDuringAnOutageIsConfirmedAfterIt() {
    Bus a = join();
    Bus b = join();
    breakConnections();
    until(() -> !b.status().isConnected() || b.status().interruptions() > 0);

    List<String> heard = hear(b, ROOM);
    until(() -> a.status().interruptions() > 0 && a.status().isConnected());
    publish(a, ROOM, "hello");

    until(() -> !heard.isEmpty());
  }

  @Test
  void aHandlerThatFailsDoesNotStopTheNextMessage() {
    Bus a = join();
    List<String> heard = new CopyOnWriteArrayList<>();
    confirmed(
        join()
            .subscribe(
                ROOM,
                (message, _) -> {
                  heard.add(new String(message, UTF_8));
                  throw new IllegalStateException("a failure of the test");
                }));

    publish(a, ROOM, "one");
    publish(a, ROOM, "two");

    until(() -> heard.size() == 2);
  }

  /// A handler holds on to all that waits until enough is lost; the queue is bounded meanwhile.
  @Test
  void aHandlerThatIsTooSlowLosesMessagesAndIsInterrupted() throws InterruptedException {
    Bus a = join();
    Bus b = join();
    CountDownLatch isSlow = new CountDownLatch(1);
    AtomicInteger handled = new AtomicInteger();
    confirmed(
        b.subscribe(
            ROOM,
            (_, _) -> {
              awaitQuietly(isSlow);
              handled.incrementAndGet();
            }));
    AtomicInteger interruptions = new AtomicInteger();
    b.onInterrupted(interruptions::incrementAndGet);

    CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(a, interruptions));
    until(() -> interruptions.get() > 0);
    flood.join();
    isSlow.countDown();

    BusStatus status = b.status();
    assertThat(status.isConnected()).isTrue();
    assertThat(status.in().lost()).isPositive();
    assertThat(handled.get()).isLessThanOrEqualTo(2 * 65_536);
    List<String> heard = hear(b, new Subject("other"));
    publish(a, new Subject("other"), "still here");
    until(() -> !heard.isEmpty());
  }

  /// Publishes as fast as the bus sends.
  private static void flood(Bus node, AtomicInteger interruptions) {
    byte[] message = new byte[1_000];
    for (int i = 0; i < MANY && interruptions.get() == 0; i++) {
      node.publish(ROOM, message);
      long sent = i - 10_000L;
      while (node.status().out().messages() + node.status().out().lost() < sent) {
        Thread.onSpinWait();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      // The bus is closed.
    }
  }

  @Test
  void whatIsPublishedBeforeTheEndIsSent() {
    Bus a = join();
    List<String> heard = hear(join(), ROOM);

    for (int i = 0; i < 100; i++) {
      publish(a, ROOM, "message " + i);
    }
    a.close();

    until(() -> heard.size() == 100);
  }

  @Test
  void countsShowWhatPassed() {
    Bus a = join();
    Bus b = join();
    List<String> heard = hear(b, ROOM);

    publish(a, ROOM, "12345");

    until(() -> !heard.isEmpty() && a.status().out().messages() == 1);
    assertThat(a.status().out()).isEqualTo(new BusStatus.Traffic(1, 5, 0));
    assertThat(b.status().in()).isEqualTo(new BusStatus.Traffic(1, 5, 0));
  }
}
