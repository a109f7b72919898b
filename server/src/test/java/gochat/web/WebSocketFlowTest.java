package gochat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.grpc.NoLeaks;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.ServerLimit;
import gochat.limit.StreamLimit;
import gochat.web.EchoSessions.Session;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WebSockets whose ends are slow, stuck or gone.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class WebSocketFlowTest {
  private final EchoSessions sessions = new EchoSessions(WebFraming.WEB_SOCKET);

  private WebFixture serve(Limits limits) throws Exception {
    return new WebFixture(new WebServices(List.of(), sessions, null), limits);
  }

  @Test
  void aClientThatIsGoneIsNoticed() throws Exception {
    try (WebFixture web = serve(Limits.STANDARD)) {
      RawWebSocket client = RawWebSocket.connect(web.port());
      Session session = sessions.next();
      client.close();

      assertThat(session.event()).isEqualTo("disconnected");
    }
  }

  @Test
  void aBusySessionHoldsItsClientBackAndGetsEverythingLater() throws Exception {
    try (WebFixture web = serve(Limits.STANDARD);
        RawWebSocket client = RawWebSocket.connect(web.port())) {
      Session session = sessions.next();
      session.isBusy = true;
      Thread writer =
          Thread.startVirtualThread(() -> {
            try {
              for (int i = 0; i < 300; i++) {
                client.text(i + "z".repeat(10_000));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertThat(session.event()).startsWith("held 0z");
      // Three megabytes do not fit into the buffers in between.
      assertThat(writer.join(Duration.ofSeconds(1))).isFalse();
      assertThat(session.events).isEmpty();

      session.isBusy = false;
      session.goOn();

      for (int i = 0; i < 300; i++) {
        assertThat(client.read().text().substring(0, 5)).startsWith(i + "z");
      }
    }
  }

  @Test
  @Holds("stream.unsent-bytes-max")
  void waitingBytesOfAReaderAreBoundedAndTheSessionIsToldWhenTheyAreWritten() throws Exception {
    try (WebFixture web = serve(Limits.STANDARD);
        RawWebSocket client = RawWebSocket.connect(web.port(), 4_096)) {
      Session session = sessions.next();
      int taken = 0;
      while (session.offer("m".repeat(9_996))) {
        taken++;
      }
      assertThat(session.isDrained()).isFalse();
      assertThat(session.offer("m".repeat(200_000))).isFalse();

      for (int i = 0; i < taken; i++) {
        assertThat(client.read().payload().size()).isEqualTo(9_996);
      }

      assertThat(session.event()).isEqualTo("drained");
      assertThat(session.isDrained()).isTrue();
      assertThat(session.offer("m".repeat(200_000))).isTrue();
      assertThat(client.read().payload().size()).isEqualTo(200_000);
    }
  }

  @Test
  void aSessionIsNotCalledWithinItsOwnOffers() throws Exception {
    try (WebFixture web = serve(Limits.STANDARD);
        RawWebSocket client = RawWebSocket.connect(web.port())) {
      Session session = sessions.next();
      // More than a piece, and written at once.
      assertThat(session.isToldWithinOffers("m".repeat(20_000), 1)).isFalse();
      assertThat(client.read().payload().size()).isEqualTo(20_000);

      client.reset();
      assertThat(session.isToldWithinOffers("m".repeat(20_000), 100)).isFalse();
      assertThat(session.eventButDrained()).isEqualTo("disconnected");
    }
  }

  @Test
  void aReaderThatTakesNothingIsClosed() throws Exception {
    Limits impatient = Limits.STANDARD.with(StreamLimit.STALLED_AFTER, 500);
    try (WebFixture strict = serve(impatient);
        RawWebSocket client = RawWebSocket.connect(strict.port(), 4_096)) {
      Session session = sessions.next();

      session.offerUntilGone("m".repeat(9_996));

      assertThat(client.readRest()).isPositive();
    }
  }

  @Test
  void aSlowReaderIsNotTakenForAStalledOne() throws Exception {
    Limits impatient = Limits.STANDARD.with(StreamLimit.STALLED_AFTER, 1_000);
    try (WebFixture strict = serve(impatient);
        RawWebSocket client = RawWebSocket.connect(strict.port(), 4_096)) {
      Session session = sessions.next();
      int taken = 0;
      while (session.offer("m".repeat(1_000))) {
        taken++;
      }
      int read = 0;
      // Three times as long as it may take nothing.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      while (System.nanoTime() < end && read < taken) {
        client.read();
        read++;
        Thread.sleep(3_000 / taken);
      }
      for (; read < taken; read++) {
        client.read();
      }

      assertThat(session.event()).isEqualTo("drained");
    }
  }

  /// TCP alone takes it for gone: its window is never as large as the next segment.
  @Test
  void aSlowReaderWithASmallBufferIsNotTakenForOneThatIsGone() throws Exception {
    Limits impatient = Limits.STANDARD.with(StreamLimit.STALLED_AFTER, 1_000);
    try (WebFixture strict = serve(impatient);
        RawWebSocket client = RawWebSocket.connect(strict.port(), 8_192)) {
      Session session = sessions.next();
      int taken = 0;
      while (session.offer("m".repeat(15_000))) {
        taken++;
      }
      InputStream in = client.rest();
      // Twice as long as it may take nothing.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
      while (System.nanoTime() < end) {
        assertThat(in.readNBytes(3_000)).hasSize(3_000);
        Thread.sleep(100);
      }

      assertThat(taken).isGreaterThan(5);
      assertThat(session.events).doesNotContain("disconnected");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyAPeerThatAnswersPingsStays(boolean answers) throws Exception {
    Limits hasty =
        Limits.STANDARD
            .with(ConnectionLimit.PING_AFTER, 200)
            .with(ConnectionLimit.DEAD_AFTER, 1_500);
    try (WebFixture strict = serve(hasty);
        RawWebSocket client = RawWebSocket.connect(strict.port())) {
      Session session = sessions.next();
      for (int i = 0; i < (answers ? 9 : 1); i++) {
        RawWebSocket.Frame ping = client.readButHeartbeats();
        assertThat(ping.opcode()).isEqualTo(RawWebSocket.PING);
        if (answers) {
          client.frame(0x80 | RawWebSocket.PONG, ping.payload().toByteArray());
        }
      }

      if (answers) {
        assertThat(session.events).isEmpty();
      } else {
        assertThat(session.event()).isEqualTo("disconnected");
        assertThatThrownBy(client::readButHeartbeats).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void aStopDoesNotWaitForIdleOrNewConnections() throws Exception {
    WebFixture stopping =
        new WebFixture(
            new WebServices(List.of(), sessions, null),
            Limits.STANDARD.with(ServerLimit.DRAIN_TIMEOUT, 120_000));
    try (Socket idle = stopping.socket();
        RawWebSocket client = RawWebSocket.connect(stopping.port())) {
      sessions.next();
      idle.getOutputStream()
          .write("GET /no HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      stopping.server.beginShutdown();

      assertThat(client.ending()).startsWith("1001 ");
      assertThatThrownBy(() -> RawWebSocket.connect(stopping.port()))
          .isInstanceOf(IOException.class);
      assertThat(idle.getInputStream().readAllBytes()).isNotEmpty();
      // Well before the deadline of the shutdown.
      assertThat(Thread.ofVirtual().start(stopping::close).join(Duration.ofSeconds(50))).isTrue();
    } finally {
      stopping.close();
    }
  }

  @Test
  void aServerThatStopsTellsItsClientsAndWaitsForThem() throws Exception {
    try (WebFixture stopping = serve(Limits.STANDARD);
        RawWebSocket client = RawWebSocket.connect(stopping.port())) {
      Session session = sessions.next();
      stopping.server.beginShutdown();

      assertThat(client.ending()).isEqualTo("1001 the server is shutting down");
      assertThat(session.event()).isEqualTo("shutDown");
      assertThat(session.event()).isEqualTo("disconnected");
      assertThat(client.isAtEnd()).isTrue();
    }
  }
}
