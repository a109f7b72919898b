package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.LimitTable.Holds;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Floods that a limit of their own ends, and traffic that is no flood; a second connection is
/// served meanwhile. `bench` has more floods, as attacks.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class FloodTest {
  private EdgeFixture edge;
  private ManagedChannel other;
  private RawHttp2 flooder;

  @BeforeEach
  void start() throws Exception {
    edge =
        new EdgeFixture(
            ServiceRegistry.builder().add(new EchoService().definition()).build(65_536));
    other = edge.channel();
    theOtherIsServed();
    flooder = RawHttp2.connect(edge.port());
  }

  @AfterEach
  void stop() throws Exception {
    theOtherIsServed();
    flooder.close();
    edge.close();
  }

  private void theOtherIsServed() {
    CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS);
    assertThat(ClientCalls.blockingUnaryCall(other, EchoService.UNARY, soon, new byte[] {1}))
        .containsExactly(1);
  }

  @Test
  @Holds("connection.empty-data-frames-max")
  void emptyDataFramesAreAFlood() throws Exception {
    flooder.request(1, "/test.Echo/Chat", false);
    flooder.assertCalmed(_ -> flooder.data(1, false, new byte[0]));
  }

  @Test
  @Holds("connection.small-continuations-max")
  void smallContinuationsAreAFlood() throws Exception {
    flooder.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.grpcHeaders("/test.Echo/Chat"));
    flooder.assertCalmed(turn -> flooder.frame(RawHttp2.CONTINUATION, 0, 1, new byte[0]));
  }

  @Test
  void aPingPerDeliveryIsNoFlood() throws Exception {
    flooder.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {0x3f, 0, 0, 0});
    flooder.request(1, "/test.Echo/Chat", false);
    for (int turn = 0; turn < 3_000; turn++) {
      flooder.data(1, false, RawHttp2.message(new byte[1]));
      flooder.frame(RawHttp2.PING, 0, 0, new byte[8]);
      flooder.frame(RawHttp2.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0, 6});
      assertThat(flooder.readUntilType(RawHttp2.DATA)).isNotNull();
    }
  }

  @Test
  @Holds("server.unfinished-bytes-max")
  void messagesThatAreNeverFinishedTakeABoundedPartOfTheMemory() throws Exception {
    List<RawHttp2> connections = new ArrayList<>();
    byte[] part = new byte[15_000];
    for (int i = 0; i < 10; i++) {
      RawHttp2 connection = RawHttp2.connect(edge.port());
      connections.add(connection);
      for (int stream = 1; stream < 200; stream += 2) {
        connection.request(stream, "/test.Echo/Chat", false);
        connection.data(stream, false, new byte[] {0, 0, 0, (byte) 0xff, 0});
        for (int sent = 0; sent < 60_000; sent += part.length) {
          connection.data(stream, false, part);
        }
      }
    }

    for (RawHttp2 connection : connections) {
      // A ping is answered when the server has read everything before it.
      isClosed(connection);
    }
    // Each holds 6 MiB, all together may hold 32.
    int closed = 0;
    for (RawHttp2 connection : connections) {
      closed += isClosed(connection) ? 1 : 0;
      connection.close();
    }
    assertThat(closed).isBetween(4, 6);
  }

  private static boolean isClosed(RawHttp2 connection) throws IOException {
    try {
      connection.frame(RawHttp2.PING, 0, 0, new byte[8]);
      RawHttp2.Frame answer =
          connection.readUntil(frame ->
              frame.type() == RawHttp2.GO_AWAY
                  || (frame.type() == RawHttp2.PING && (frame.flags() & RawHttp2.ACK) != 0));
      return answer == null
          || (answer.type() == RawHttp2.GO_AWAY
              && answer.goAwayCode() == RawHttp2.ENHANCE_YOUR_CALM);
    } catch (SocketException _) {
      return true;
    }
  }
}
