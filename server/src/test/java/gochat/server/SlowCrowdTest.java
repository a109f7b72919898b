package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.limit.LimitTable.Holds;
import gochat.limit.QueueLimit;
import gochat.server.Crowd.Wire;
import gochat.server.CrowdReader.Speed;
import io.grpc.ManagedChannel;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// P6 of the delivery contract with many readers, some of them slow, on every kind of connection:
/// the others receive everything at once, little waits in memory, and nothing is lost.
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SlowCrowdTest {
  /// The bytes that the contract allows to wait for one connection.
  private static final long QUEUED_BYTES_MAX = 1_024 * 1_024;

  private static final int TEXT_BYTES = 1_000;

  /// Together more than the system's buffers of a connection and the server's queue hold.
  private static final int BURSTS = 24;

  private static final int BURST = 50;

  private MeasuredServer server;
  private ManagedChannel channel;
  private Crowd crowd;

  @BeforeEach
  void start() throws Exception {
    server = new MeasuredServer(TEXT_BYTES);
    channel = TestClient.channel(server.port());
    String token = V1Client.register(channel, "Reader").signedIn().getToken();
    crowd = new Crowd(server, token, TEXT_BYTES);
  }

  @AfterEach
  void stop() throws Exception {
    crowd.close();
    channel.shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aStalledReaderAmongFiftyDelaysNoOtherAndLosesNothing(Wire wire) throws Exception {
    crowd.join(wire, 49, Speed.FULL);
    crowd.join(wire, 1, Speed.STALLED);

    sayAll();
    expectAll();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Holds({
    "connection.unwritten-bytes-max",
    "connection.websocket-unwritten-bytes-max",
    "connection.unsent-bytes-max",
    "connection.web-unsent-bytes-max"
  })
  void theBytesThatSocketsHoldAreBounded() throws Exception {
    crowd.join(Wire.WEB_SOCKET, 1, Speed.FULL);
    List<SocketBounds> bounds =
        server.connections().stream().map(SocketBounds::of).distinct().toList();

    assertThat(bounds)
        .containsExactlyInAnyOrder(
            new SocketBounds(
                QueueLimit.UNWRITTEN_BYTES.standard(), QueueLimit.UNSENT_BYTES.standard()),
            new SocketBounds(
                QueueLimit.UNWRITTEN_BYTES_OF_WEB_SOCKET.standard(),
                QueueLimit.UNSENT_BYTES_OF_WEB.standard()));
  }

  /// @param unsentBytes as the system reports it
  private record SocketBounds(long unwrittenBytes, long unsentBytes) {
    static SocketBounds of(Channel channel) {
      return new SocketBounds(
          channel.config().getWriteBufferHighWaterMark(),
          ((EpollSocketChannel) channel).config().getTcpNotSentLowAt());
    }
  }

  @Test
  void readersAtATenthOfTheSpeedDelayNoOthersAndLoseNothing() throws Exception {
    for (Wire wire : Wire.values()) {
      crowd.join(wire, 20, Speed.FULL);
      crowd.join(wire, 5, Speed.TENTH);
    }

    sayAll();
    expectAll();
  }

  /// Each burst is over when all readers at full speed have it.
  private void sayAll() throws Exception {
    long queuedMax = 0;
    for (int i = 0; i < BURSTS; i++) {
      crowd.say(BURST);
      queuedMax = Math.max(queuedMax, Collections.max(server.queuedBytes()));
    }
    assertThat(crowd.readers())
        .filteredOn(CrowdReader::isSlow)
        .isNotEmpty()
        .noneMatch(CrowdReader::hasReadAll);
    assertThat(queuedMax).isBetween(1L, QUEUED_BYTES_MAX);
  }

  private void expectAll() {
    crowd.hurry();
    await().untilAsserted(() -> assertThat(crowd.readers()).allMatch(CrowdReader::hasReadAll));
    assertThat(crowd.readers()).extracting(CrowdReader::problem).containsOnlyNulls();
  }
}
