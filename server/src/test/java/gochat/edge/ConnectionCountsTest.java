package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.ConnectionLimit;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionCountsTest {
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int NAMELESS_MAX = 64;

  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private long nowNanos;
  private final ConnectionCounts counts =
      new ConnectionCounts(
          Limits.STANDARD
              .with(ConnectionLimit.OPEN, 1_000)
              .with(ConnectionLimit.PER_ADDRESS, 100)
              .with(ConnectionLimit.NAMELESS_PER_ADDRESS, NAMELESS_MAX),
          NetworkList.parse("10.0.0.0/8"),
          () -> nowNanos);

  @AfterEach
  void close() {
    channels.forEach(EmbeddedChannel::close);
  }

  @Test
  void allAddressesOfAnIpv6NetworkAreOne() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(counts.add(connection("2001:db8::" + Integer.toHexString(i + 1)))).isNull();
    }

    assertThat(counts.add(connection("2001:db8:0:0:ffff::1"))).contains("(limit: 100)");
    assertThat(counts.add(connection("2001:db8:0:1::1"))).isNull();
    assertThat(counts.add(connection("192.0.2.1"))).isNull();
  }

  @Test
  void aConnectionThatCloseMakesRoomForAnother() throws Exception {
    for (int i = 0; i < 100; i++) {
      counts.add(connection("192.0.2.1"));
    }
    channels.getFirst().close();

    assertThat(counts.add(connection("192.0.2.1"))).isNull();
    assertThat(counts.add(connection("192.0.2.1"))).isNotNull();
  }

  @Test
  void addressesThatAreNotCountedHaveAsManyAsTheServer() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      assertThat(counts.add(connection("10.1.2.3"))).isNull();
    }
    pass(2 * GRACE_NANOS);
    assertThat(open()).as("nameless and old").hasSize(1_000);
    assertThat(counts.add(connection("10.1.2.3"))).contains("(limit: 1000)");
    assertThat(counts.add(connection("192.0.2.1"))).contains("(limit: 1000)");

    channels.getFirst().close();
    assertThat(counts.add(connection("192.0.2.1"))).isNull();
  }

  @Test
  @Holds("connection.refused-max")
  void fewRefusedConnectionsMayStayOpen() throws Exception {
    for (int i = 0; i < 32; i++) {
      assertThat(counts.addRefused(connection("192.0.2.1"))).isTrue();
    }
    assertThat(counts.addRefused(connection("192.0.2.2"))).isFalse();

    channels.getFirst().close();
    assertThat(counts.addRefused(connection("192.0.2.2"))).isTrue();
  }

  @Test
  @Holds({"connection.nameless-per-address-max", "connection.nameless-grace-ms"})
  void theOldestNamelessConnectionsEndWhenThereAreTooMany() throws Exception {
    for (int i = 0; i < NAMELESS_MAX + 3; i++) {
      counts.add(connection("192.0.2.1"));
    }
    ConnectionCounts.named(channels.get(1));
    pass(GRACE_NANOS - 1);
    assertThat(open()).hasSize(NAMELESS_MAX + 3);

    pass(1);
    assertThat(open()).hasSize(NAMELESS_MAX + 1).doesNotContain(0, 2).contains(1, 3);
  }

  @Test
  void youngConnectionsAndThoseOfOtherAddressesEndNone() throws Exception {
    for (int i = 0; i < NAMELESS_MAX; i++) {
      counts.add(connection("192.0.2.1"));
    }
    pass(GRACE_NANOS);
    for (int i = 0; i < NAMELESS_MAX; i++) {
      counts.add(connection("192.0.2.2"));
    }
    counts.add(connection("192.0.2.1"));
    pass(GRACE_NANOS - 1);
    assertThat(open()).hasSize(2 * NAMELESS_MAX + 1);

    pass(1);
    assertThat(open()).hasSize(2 * NAMELESS_MAX).doesNotContain(0);
  }

  private List<Integer> open() {
    return IntStream.range(0, channels.size())
        .filter(i -> channels.get(i).isOpen())
        .boxed()
        .toList();
  }

  private void pass(long nanos) {
    nowNanos += nanos;
    for (EmbeddedChannel channel : List.copyOf(channels)) {
      channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
      channel.runScheduledPendingTasks();
      channel.runPendingTasks();
    }
  }

  private EmbeddedChannel connection(String address) throws UnknownHostException {
    InetAddress from = InetAddress.getByName(address);
    EmbeddedChannel channel =
        new EmbeddedChannel() {
          @Override
          protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(from, 4_711);
          }
        };
    channel.freezeTime();
    channels.add(channel);
    return channel;
  }
}
