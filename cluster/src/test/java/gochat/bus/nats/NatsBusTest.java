package gochat.bus.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.BusException;
import gochat.bus.EngineContract;
import gochat.grpc.LoopbackProxy;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsBusTest extends EngineContract {
  /// Messages of 10,000 bytes: more than the sockets of this machine take.
  private static final int BACKLOG = 4_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path directory;

  private static @Nullable TestNats running;

  @BeforeAll
  static void startServer() throws IOException {
    running = TestNats.start(directory);
  }

  @AfterAll
  static void stopServer() {
    if (running != null) {
      running.close();
    }
  }

  private static TestNats server() {
    if (running == null) {
      throw new IllegalStateException("no server");
    }
    return running;
  }

  @Override
  protected Bus open() {
    return NatsBus.open(NatsConfig.parse(server().url(), null, null), "gochat");
  }

  @Override
  protected void breakConnections() {
    server().kill();
    try {
      server().start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsPublishedDuringAnOutageDoesNotComeLater() throws IOException {
    Bus a = join();
    Bus b = join();
    List<String> heard = hear(b, ROOM);
    server().kill();
    until(() -> !a.status().isConnected() && !b.status().isConnected());

    publish(a, ROOM, "lost");
    assertThat(a.ask(ROOM, new byte[0], Duration.ofSeconds(9)).join())
        .isEqualTo(new Answer.Nobody());
    server().start();
    until(() -> a.status().isConnected() && b.status().isConnected());
    publish(a, ROOM, "again");

    until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("again");
    assertThat(a.status().out().lost()).isEqualTo(2);
  }

  @Test
  void aServerThatNoLongerAnswersIsNoticedAndMostOfTheBacklogIsDropped() {
    Bus a = join();
    Bus b = join();
    List<String> heard = hear(b, ROOM);

    server().signal("STOP");
    try {
      for (int i = 0; i < BACKLOG; i++) {
        publish(a, ROOM, "x".repeat(10_000));
      }
      CompletableFuture<Answer> asked = a.ask(ROOM, new byte[0], Duration.ofMillis(500));
      long start = System.nanoTime();
      until(() -> !a.status().isConnected() && !b.status().isConnected());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
      until(asked::isDone);
      assertThat(asked.join()).isNotInstanceOf(Answer.Replied.class);
    } finally {
      server().signal("CONT");
    }
    until(() -> a.status().isConnected() && b.status().isConnected());
    publish(a, ROOM, "again");

    until(() -> heard.contains("again"));
    // The sockets had some of it.
    assertThat(heard).hasSizeLessThan(BACKLOG / 2);
    assertThat(a.status().out().lost()).isGreaterThan(BACKLOG / 4);
  }

  @Test
  @SuppressWarnings("try") // the test is not interrupted
  void whatAnEndedConnectionStillBringsComesNeitherLateNorToItsSender() throws Exception {
    AtomicInteger secondPort = new AtomicInteger();
    try (LoopbackProxy first = new LoopbackProxy(server().port());
        LoopbackProxy second = new LoopbackProxy(secondPort::get);
        Connection witness = Nats.connect(server().url());
        Bus a = NatsBus.open(NatsConfig.parse(url(first, second), null, null), "gochat")) {
      List<String> own = hear(a, ROOM);
      Bus b = join();
      List<String> heard = hear(b, ROOM);
      Subscription all = witness.subscribe("gochat." + ROOM);

      first.freeze();
      publish(a, ROOM, "held");
      secondPort.set(server().port());
      until(() -> a.status().isConnected() && a.status().interruptions() > 0);
      publish(a, ROOM, "next");
      until(() -> heard.contains("next"));
      first.thaw();
      while (!text(all.nextMessage(LONG)).endsWith("held")) {
        // The server passes on what it got before.
      }
      publish(b, ROOM, "last");
      publish(a, ROOM, "last");

      until(() -> own.contains("last") && heard.contains("last"));
      assertThat(own).containsExactly("last");
      assertThat(heard).containsExactly("next", "last");
    }
  }

  private static String url(LoopbackProxy one, LoopbackProxy two) {
    return "nats://127.0.0.1:%d,127.0.0.1:%d".formatted(one.port(), two.port());
  }

  private static String text(Message message) {
    return new String(message.getData(), UTF_8);
  }

  @Test
  void anotherClusterOnTheSameServerIsNotHeard() {
    try (Bus other = NatsBus.open(NatsConfig.parse(server().url(), null, null), "other")) {
      Bus a = join();
      List<String> heard = hear(a, ROOM);

      publish(other, ROOM, "from another cluster");
      assertThat(ask(other, ROOM, new byte[0], Duration.ofSeconds(9)))
          .isEqualTo(new Answer.Nobody());
      publish(join(), ROOM, "hello");

      until(() -> !heard.isEmpty());
      assertThat(heard).containsExactly("hello");
    }
  }

  @Test
  void aServerThatTakesOnlyShorterMessagesIsRefused(@TempDir Path other) throws IOException {
    try (TestNats small = TestNats.start(other, "max_payload: 1000")) {
      NatsConfig config = NatsConfig.parse(small.url(), null, null);

      assertThatThrownBy(() -> NatsBus.open(config, "gochat"))
          .isInstanceOf(BusException.class)
          .hasMessage(
              "the bus %s can't be used: max_payload of the server: 1000 bytes"
                      .formatted(small.url())
                  + " (expected: at least 524304)");
    }
  }

  @Test
  void aServerThatCantBeReachedYetIsUsedWhenItComes() throws IOException {
    server().kill();
    Bus a = join();
    Bus b = join();
    assertThat(a.status().isConnected()).isFalse();

    server().start();
    List<String> heard = hear(b, ROOM);
    until(() -> a.status().isConnected());
    publish(a, ROOM, "hello");

    until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("hello");
  }

  @Test
  void eventsTravel() {
    assertThat(join().carriesEvents()).isTrue();
  }
}
