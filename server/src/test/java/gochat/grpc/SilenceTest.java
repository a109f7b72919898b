package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// How long a connection may be silent: line 31 of the test plan, with short times.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class SilenceTest {
  @Test
  @Holds("connection.ping-after-ms")
  void aSilentConnectionIsPingedAndLivesWhileItAnswers() throws Exception {
    Limits quick =
        Limits.STANDARD
            .with(ConnectionLimit.PING_AFTER, 150)
            .with(ConnectionLimit.DEAD_AFTER, 30_000);
    ServiceRegistry services =
        ServiceRegistry.builder().add(new EchoService().definition()).build(65_536);
    try (EdgeFixture edge = new EdgeFixture(services, quick);
        RawHttp2 client = RawHttp2.connect(edge.port())) {
      for (int pings = 0; pings < 5; pings++) {
        RawHttp2.Frame ping =
            client.readUntil(f -> f.type() == RawHttp2.PING && f.flags() != RawHttp2.ACK);
        assertThat(ping).isNotNull();
        client.frame(RawHttp2.PING, RawHttp2.ACK, 0, ping.payload().array());
      }
      EchoService.assertServed(client, 1);
    }
  }

  @Test
  @Holds("connection.unused-ms")
  void aConnectionOnWhichNothingIsOpenEndsHoweverItPings() throws Exception {
    CountingStream stream = new CountingStream();
    ServiceRegistry services =
        ServiceRegistry.builder().stream(EchoService.CHAT, (_, _) -> stream.open()).build(1_024);
    try (EdgeFixture edge =
            new EdgeFixture(services, Limits.STANDARD.with(ConnectionLimit.UNUSED, 1_000));
        RawHttp2 busy = RawHttp2.connect(edge.port())) {
      busy.request(1, "/test.Echo/Chat", false);
      await().until(() -> stream.sweeps > 0);

      try (RawHttp2 idle = RawHttp2.connect(edge.port())) {
        idle.frame(RawHttp2.PING, 0, 0, new byte[8]);
        idle.expect(RawHttp2.PING);
        assertThat(idle.expect(RawHttp2.GO_AWAY).goAwayCode()).as("NO_ERROR").isZero();
      }

      int sweeps = stream.sweeps;
      await().until(() -> stream.sweeps > sweeps + 12);
      assertThat(stream.ends).as("ends of the connection with an open stream").isZero();
    }
  }

  @Test
  @Holds("connection.dead-after-ms")
  void aPeerThatVanishesBehindASilentProxyIsReaped() throws Exception {
    Limits quick =
        Limits.STANDARD.with(ConnectionLimit.PING_AFTER, 400).with(ConnectionLimit.DEAD_AFTER, 400);
    CountingStream stream = new CountingStream();
    ServiceRegistry services =
        ServiceRegistry.builder().stream(EchoService.CHAT, (_, _) -> stream.open()).build(1_024);
    try (EdgeFixture edge = new EdgeFixture(services, quick);
        LoopbackProxy proxy = new LoopbackProxy(edge.port());
        RawHttp2 client = RawHttp2.connect(proxy.port())) {
      client.request(1, "/test.Echo/Chat", false);
      await().until(() -> stream.opened);
      proxy.goSilent();

      await().until(() -> stream.ends == 1);
      assertThat(stream.sweeps).isPositive();
    }
    assertThat(stream.ends).isEqualTo(1);
  }

  /// A stream that only counts its sweeps and its end.
  private static final class CountingStream implements InboundStream {
    volatile boolean opened;
    volatile int ends;
    volatile int sweeps;

    CountingStream open() {
      opened = true;
      return this;
    }

    @Override
    public void onData(ByteBuf data) {}

    @Override
    public void onHalfClosed() {}

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void onClosed() {
      ends++;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void onSweep(long nowNanos) {
      sweeps++;
    }
  }
}
