package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionSweepTest {
  private static final int COUNT = 20;
  private static final long DEADLINE_MS = 8_000;

  private final EventLoop loop = new DefaultEventLoop();
  private final ConnectionSweep sweep = new ConnectionSweep(60_000);
  private final List<Connection> connections = new ArrayList<>();
  private final List<Connection> shutDown = Collections.synchronizedList(new ArrayList<>());
  private final List<Connection> ended = Collections.synchronizedList(new ArrayList<>());

  private final class Connection implements ConnectionSweep.Swept {
    @Override
    public void sweep(long nowNanos, long periodNanos) {}

    @Override
    public void shutdown(long deadlineMs) {
      assertThat(deadlineMs).isEqualTo(DEADLINE_MS);
      shutDown.add(this);
    }

    @Override
    public void endStreams() {
      ended.add(this);
    }
  }

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /// @return the number of connections whose streams have ended when the shutdown has begun
  private int shutDown(long overMs) throws Exception {
    return shutDown(overMs, () -> {});
  }

  /// @param then runs on the loop directly afterwards
  private int shutDown(long overMs, Runnable then) throws Exception {
    Callable<Integer> begin =
        () -> {
          for (int i = 0; i < COUNT; i++) {
            Connection connection = new Connection();
            connections.add(connection);
            sweep.add(connection, loop);
          }
          sweep.shutdown(DEADLINE_MS, overMs, loop);
          then.run();
          return ended.size();
        };
    return loop.submit(begin).get();
  }

  @Test
  void allStreamsEndAtOnceWhenTheirClientsHaveNowhereToGo() throws Exception {
    assertThat(shutDown(0)).isEqualTo(COUNT);
    assertThat(shutDown).containsExactlyInAnyOrderElementsOf(connections);
  }

  @Test
  void streamsEndLaterAndOneAfterAnotherWhenTheyHaveTime() throws Exception {
    assertThat(shutDown(200)).isZero();
    assertThat(shutDown).containsExactlyInAnyOrderElementsOf(connections);

    await().untilAsserted(() -> assertThat(ended).containsExactlyInAnyOrderElementsOf(connections));
    // In a random order.
    assertThat(ended).isNotEqualTo(shutDown);
  }

  @Test
  void aConnectionThatHasLeftIsNotTold() throws Exception {
    assertThat(shutDown(200, () -> sweep.remove(connections.getFirst()))).isZero();

    await().until(() -> ended.size() == COUNT - 1);
    assertThat(ended).doesNotContain(connections.getFirst());
  }
}
