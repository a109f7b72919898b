package gochat.grpc;

import static gochat.grpc.EdgeFixture.EchoService.assertServed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import gochat.edge.Encryption;
import gochat.edge.Transport;
import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.ServerLimit;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How connections begin and end.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class ConnectionsTest {
  private static final ServiceRegistry SERVICES =
      ServiceRegistry.builder().add(new EchoService().definition()).build(65_536);

  private static EdgeFixture edge() throws IOException {
    return new EdgeFixture(SERVICES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /a HTTP/1.0\r\n\r\n",
        "PUT / HTTP/1.1\n"
      })
  void anHttp1RequestLearnsThatThisIsAGrpcPort(String request) throws Exception {
    try (EdgeFixture edge = edge();
        RawHttp2 client = RawHttp2.tcp(edge.port())) {
      client.bytes(request.getBytes(US_ASCII));

      String answer = client.readText();
      assertThat(answer).startsWith("HTTP/1.1 426 Upgrade Required\r\n");
      assertThat(answer).contains("This is a gRPC port").contains("grpcurl -plaintext");
      int body = answer.indexOf("\r\n\r\n") + 4;
      assertThat(answer).contains("Content-Length: " + (answer.length() - body) + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0016\u0003\u0001", "SSH-2.0-OpenSSH\r\n", "PRI * HTTP/2.1\r\n", "hello\n"})
  void anythingElseIsClosed(String bytes) throws Exception {
    try (EdgeFixture edge = edge();
        RawHttp2 client = RawHttp2.tcp(edge.port())) {
      client.bytes(bytes.getBytes(US_ASCII));

      assertThat(client.readUntil(_ -> false)).isNull();
    }
  }

  @Test
  void aPrefaceMayArriveByteByByte() throws Exception {
    try (EdgeFixture edge = edge();
        RawHttp2 client = RawHttp2.tcp(edge.port())) {
      for (byte b : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII)) {
        client.bytes(new byte[] {b});
      }
      client.settings();
      assertServed(client, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PRI * HT", "GET / HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
  @Holds("connection.preface-timeout-ms")
  void aConnectionThatNeverFinishesItsPrefaceIsClosed(String beginning) throws Exception {
    Limits quick = Limits.STANDARD.with(ConnectionLimit.PREFACE_TIMEOUT, 200);
    long before = System.nanoTime();
    try (EdgeFixture edge = new EdgeFixture(SERVICES, quick);
        RawHttp2 client = RawHttp2.tcp(edge.port())) {
      client.bytes(beginning.getBytes(US_ASCII));

      assertThat(client.readUntil(_ -> false)).isNull();
      assertThat(System.nanoTime() - before).isGreaterThan(100_000_000L);
    }
  }

  @Test
  @Holds("connection.per-address-max")
  void connectionsBeyondTheLimitOfAnAddressAreRefusedWithASentence() throws Exception {
    assertRefused(
        Limits.STANDARD.with(ConnectionLimit.OPEN, 100).with(ConnectionLimit.PER_ADDRESS, 2),
        "too many connections from your address (limit: 2)");
  }

  @Test
  @Holds("connection.max")
  void connectionsBeyondTheLimitOfTheServerAreRefusedWithASentence() throws Exception {
    assertRefused(
        Limits.STANDARD.with(ConnectionLimit.OPEN, 2).with(ConnectionLimit.PER_ADDRESS, 100),
        "too many connections to this server (limit: 2)");
  }

  @Test
  @Holds("connection.close-timeout-ms")
  void aConnectionTooManyThatSaysNothingIsClosedSoon() throws Exception {
    Limits one =
        Limits.STANDARD
            .with(ConnectionLimit.OPEN, 1)
            .with(ConnectionLimit.PER_ADDRESS, 1)
            // Longer than this test may last.
            .with(ConnectionLimit.PREFACE_TIMEOUT, 600_000);
    try (EdgeFixture edge = new EdgeFixture(SERVICES, one);
        RawHttp2 first = RawHttp2.connect(edge.port());
        RawHttp2 second = RawHttp2.tcp(edge.port())) {
      assertServed(first, 1);

      assertThat(second.read()).isNull();
    }
  }

  @Test
  void beyondAFewThatWaitForTheirReasonRefusedConnectionsGetNone() throws Exception {
    Limits one = Limits.STANDARD.with(ConnectionLimit.OPEN, 1);
    List<RawHttp2> silent = new ArrayList<>();
    try (EdgeFixture edge = new EdgeFixture(SERVICES, one);
        RawHttp2 first = RawHttp2.connect(edge.port())) {
      assertServed(first, 1);
      for (int i = 0; i < ConnectionLimit.REFUSED.standardInt(); i++) {
        silent.add(RawHttp2.tcp(edge.port()));
      }
      try (RawHttp2 last = RawHttp2.tcp(edge.port())) {
        assertThat(last.read()).isNull();
      }
      // The others are open still.
      silent.getFirst().preface();
      assertThat(silent.getFirst().expect(RawHttp2.GO_AWAY).text()).contains("too many");
    } finally {
      for (RawHttp2 each : silent) {
        each.close();
      }
    }
  }

  private static void assertRefused(Limits limits, String reason) throws Exception {
    try (EdgeFixture edge = new EdgeFixture(SERVICES, limits);
        RawHttp2 first = RawHttp2.connect(edge.port());
        RawHttp2 second = RawHttp2.connect(edge.port())) {
      assertServed(first, 1);
      assertServed(second, 1);
      try (RawHttp2 third = RawHttp2.connect(edge.port())) {
        RawHttp2.Frame goAway = third.expect(RawHttp2.GO_AWAY);
        assertThat(goAway.goAwayCode()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
        assertThat(goAway.text()).endsWith(reason);
        assertThat(third.read()).isNull();
      }
      assertServed(first, 3);
      second.socket.close();
      await()
          .untilAsserted(() -> {
            try (RawHttp2 fourth = RawHttp2.connect(edge.port())) {
              assertServed(fourth, 1);
            }
          });
    }
  }

  @Test
  void aTakenPortIsOneReadableLine() throws Exception {
    EventLoopGroup loops = Transport.best().newLoops(1);
    try (EdgeFixture edge = edge()) {
      assertThatIOException()
          .isThrownBy(() ->
              GrpcServer.start(
                  null, edge.port(), loops, SERVICES, Limits.STANDARD, Encryption.NONE))
          .withMessage(
              "port "
                  + edge.port()
                  + " is taken by another program: stop that one or choose another with --port");
      assertThatIOException()
          .isThrownBy(() ->
              GrpcServer.start("192.0.2.1", 0, loops, SERVICES, Limits.STANDARD, Encryption.NONE))
          .withMessageContaining("not an address of this machine");
      assertThatIOException()
          .isThrownBy(() ->
              GrpcServer.start(
                  "no.such.host.invalid", 0, loops, SERVICES, Limits.STANDARD, Encryption.NONE))
          .withMessageContaining("there is no such host");
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void withoutAHostAllAddressesAreServed(Transport transport) throws Exception {
    EventLoopGroup loops = transport.newLoops(1);
    try (GrpcServer server =
        GrpcServer.start(null, 0, loops, SERVICES, Limits.STANDARD, Encryption.NONE)) {
      for (String host : new String[] {"127.0.0.1", "::1"}) {
        try (RawHttp2 client = RawHttp2.connect(InetAddress.getByName(host), server.port())) {
          assertServed(client, 1);
        }
      }
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Holds("server.backlog-max")
  void soManyConnectionsWaitToBeAccepted() throws Exception {
    EventLoopGroup loops = Transport.best().newLoops(1);
    CountDownLatch isOver = new CountDownLatch(1);
    Limits limits = Limits.STANDARD.with(ServerLimit.BACKLOG, 3);
    List<Socket> waiting = new ArrayList<>();
    try (GrpcServer server =
        GrpcServer.start("127.0.0.1", 0, loops, SERVICES, limits, Encryption.NONE)) {
      Future<?> busy =
          loops.submit(() -> {
            isOver.await();
            return null;
          });
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      assertThatIOException()
          .isThrownBy(() -> {
            while (waiting.size() < 20) {
              Socket client = new Socket();
              waiting.add(client);
              client.connect(address, 300);
            }
          })
          .withMessageContaining("timed out");
      // Linux lets one connection more wait than the backlog; the last one found no place.
      assertThat(waiting).hasSize(3 + 2);
      isOver.countDown();
      busy.sync();
      try (RawHttp2 client = RawHttp2.connect(server.port())) {
        assertServed(client, 1);
      }
    } finally {
      isOver.countDown();
      for (Socket client : waiting) {
        client.close();
      }
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void aShutdownAnnouncesItselfAndLetsCallsEnd() throws Exception {
    try (EdgeFixture edge = edge();
        RawHttp2 idle = RawHttp2.connect(edge.port());
        RawHttp2 chatting = RawHttp2.connect(edge.port());
        RawHttp2 asking = RawHttp2.connect(edge.port())) {
      assertServed(idle, 1);
      chatting.request(1, "/test.Echo/Chat", false);
      asking.request(1, "/test.Echo/Unary", false);
      chatting.data(1, false, RawHttp2.message(new byte[] {7}));
      chatting.expect(RawHttp2.DATA);
      assertServed(asking, 3);
      Thread shutdown = Thread.startVirtualThread(() -> edge.server.close());

      assertThat(idle.expect(RawHttp2.GO_AWAY).goAwayCode()).isZero();
      assertThat(idle.read()).isNull();
      RawHttp2.Frame trailers = chatting.expect(RawHttp2.HEADERS);
      assertThat(trailers.headers()).contains("grpc-status: 14", "The server is shutting down");
      chatting.frame(RawHttp2.RST_STREAM, 0, 1, new byte[4]);
      asking.data(1, true, RawHttp2.message(new byte[] {7}));
      asking.expect(RawHttp2.DATA);
      assertThat(asking.readUntil(_ -> false)).isNull();
      shutdown.join();
    }
  }

  @Test
  @Holds({"server.drain-timeout-ms", "connection.last-bytes-timeout-ms"})
  void aShutdownEndsWithItsDeadline() throws Exception {
    EchoService echo = new EchoService();
    try (EdgeFixture edge =
            new EdgeFixture(
                ServiceRegistry.builder().add(echo.definition()).build(65_536),
                Limits.STANDARD.with(ServerLimit.DRAIN_TIMEOUT, 300));
        RawHttp2 stuck = RawHttp2.connect(edge.port())) {
      stuck.request(1, "/test.Echo/Stuck", false);
      stuck.data(1, true, RawHttp2.message(new byte[1]));
      assertThat(echo.stuckStarted.await(60, TimeUnit.SECONDS)).isTrue();
      long before = System.nanoTime();
      edge.server.close();

      // The standard deadline is 8 seconds.
      assertThat(System.nanoTime() - before).isBetween(250_000_000L, 7_500_000_000L);
      assertThat(stuck.readUntil(_ -> false)).isNull();
      assertThat(echo.stuckEnded.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
    }
  }
}
