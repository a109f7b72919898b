package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.bench.peer.PlainGrpcServer;
import gochat.bench.wire.Stamp;
import gochat.bench.wire.grpc.SeedProtocol;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadRunTest {
  private static final Pace QUICK = new Pace.Rate(1000);

  private static PlainGrpcServer peer;

  @BeforeAll
  static void startPeer() throws Exception {
    peer = new PlainGrpcServer(0);
  }

  @AfterAll
  static void stopPeer() {
    peer.close();
  }

  private static Plan plan(int port, Topology topology, Pace pace) {
    return plan(port, topology, pace, 100);
  }

  private static Plan plan(int port, Topology topology, Pace pace, int contentBytes) {
    return new Plan(
        "test",
        new Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            new SeedProtocol("localhost"),
            false,
            OptionalLong.of(ProcessHandle.current().pid())),
        topology,
        pace,
        contentBytes,
        Duration.ZERO,
        Duration.ofMillis(500),
        Duration.ofSeconds(1));
  }

  @Test
  void eachClientGetsTheBroadcastsOfAllOtherSenders() throws Exception {
    LoadReport report =
        LoadRun.run(plan(peer.port(), new Topology.OneRoom(20, 3, 0), new Pace.Window(8)));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.deliveries()).isGreaterThan(100);
    // Each message reaches the receivers and the two other senders.
    assertThat(report.verdict().deliveries() % 22).isZero();
    assertThat(report.latencyNs().getMinValue()).isPositive();
    assertThat(report.serverUsPerDelivery()).isPositive();
  }

  @Test
  void anOpenLoopSendsAtItsRate() throws Exception {
    LoadReport report =
        LoadRun.run(plan(peer.port(), new Topology.OneRoom(5, 2, 0), new Pace.Rate(200)));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.messages() / report.seconds()).isBetween(100.0, 300.0);
  }

  @Test
  void privateMessagesReachTheirReceiverAlone() throws Exception {
    LoadReport report = LoadRun.run(plan(peer.port(), new Topology.Pairs(10), QUICK));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isGreaterThanOrEqualTo(report.messages());
  }

  @Test
  void receiversThatReadSlowlyAreNotTimedButChecked() throws Exception {
    // Long messages: a read, which is all or nothing, has only a few of them.
    int contentBytes = 4_000;
    LoadReport report =
        LoadRun.run(plan(peer.port(), new Topology.OneRoom(5, 1, 0, 2, 0.1), QUICK, contentBytes));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries() % 5).isZero();
    // A tenth for each of the two, and the messages of one more read. A busy machine may send only
    // a few.
    assertThat(report.deliveries() - report.latencyNs().getTotalCount())
        .isLessThan(report.messages() / 2 + 10);
  }

  @Test
  void receiversThatDoNotReadAreCheckedInTheEnd() throws Exception {
    LoadReport report = LoadRun.run(plan(peer.port(), new Topology.OneRoom(5, 1, 2), QUICK));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries() % 5).isZero();
    assertThat(report.deliveries()).isLessThan(report.verdict().deliveries());
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultIsFound(FaultyServer.Fault fault) throws Exception {
    try (var server = new FaultyServer(fault)) {
      Verdict verdict =
          LoadRun.run(plan(server.port(), new Topology.OneRoom(3, 1, 0), QUICK)).verdict();

      assertThat(verdict.violations()).isPositive();
      switch (fault) {
        case LOSE -> assertThat(verdict.lost()).isPositive();
        case DOUBLE -> assertThat(verdict.doubled()).isPositive();
        case REORDER -> assertThat(verdict.reordered()).isPositive();
        case FALSIFY -> assertThat(verdict.examples().getFirst()).contains("something else");
        case END_STREAM -> assertThat(verdict.examples().getFirst()).contains("grpc-status 8");
      }
    }
  }

  @Test
  void theProgramExitsWithOneAfterAViolation() throws Exception {
    try (var server = new FaultyServer(FaultyServer.Fault.DOUBLE)) {
      String[] run = {
        "fanout",
        "--target",
        "127.0.0.1:" + server.port(),
        "--receivers",
        "2",
        "--rate",
        "1000",
        "--seconds",
        "1",
        "--warmup-seconds",
        "0"
      };

      assertThat(Main.run(run)).isEqualTo(1);
    }
  }

  @Test
  void aMissingServerIsReportedInOneLine() {
    int port = freePort();

    assertThatThrownBy(() -> LoadRun.run(plan(port, new Topology.OneRoom(1, 1, 0), QUICK)))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("onnection refused");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server that broadcasts by the contract, with a planted fault in each twentieth message.
  static final class FaultyServer extends ChatServiceGrpc.ChatServiceImplBase
      implements AutoCloseable {
    enum Fault {
      LOSE,
      DOUBLE,
      REORDER,
      FALSIFY,
      END_STREAM
    }

    private static final int FAULT_EVERY = 20;

    private final Fault fault;
    private final Server server;
    private final Set<StreamObserver<ChatMessage>> users = new LinkedHashSet<>();
    private ChatMessage late = ChatMessage.getDefaultInstance();
    private int messages;

    FaultyServer(Fault fault) throws IOException {
      this.fault = fault;
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      server = NettyServerBuilder.forAddress(address).addService(this).build().start();
    }

    int port() {
      return server.getPort();
    }

    @Override
    public StreamObserver<ChatMessage> chat(StreamObserver<ChatMessage> out) {
      return new StreamObserver<>() {
        @Override
        public void onNext(ChatMessage message) {
          broadcast(out, message);
        }

        @Override
        public void onError(Throwable failure) {
          leave(out);
        }

        @Override
        public void onCompleted() {
          leave(out);
        }
      };
    }

    private synchronized void leave(StreamObserver<ChatMessage> user) {
      users.remove(user);
    }

    private synchronized void broadcast(StreamObserver<ChatMessage> from, ChatMessage message) {
      users.add(from);
      if (message.getContent().length() <= Stamp.BYTES) {
        deliver(from, message);
        return;
      }
      if (++messages % FAULT_EVERY != 0) {
        deliver(from, message);
        deliver(from, late);
        late = ChatMessage.getDefaultInstance();
        return;
      }
      switch (fault) {
        case LOSE -> {}
        case DOUBLE -> {
          deliver(from, message);
          deliver(from, message);
        }
        case REORDER -> late = message;
        case FALSIFY -> deliver(from, message.toBuilder().setContent("something else").build());
        case END_STREAM -> {
          for (StreamObserver<ChatMessage> user : Set.copyOf(users)) {
            if (user != from) {
              user.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
              users.remove(user);
            }
          }
        }
      }
    }

    private void deliver(StreamObserver<ChatMessage> from, ChatMessage message) {
      if (!message.getContent().isEmpty()) {
        users.stream().filter(user -> user != from).forEach(user -> user.onNext(message));
      }
    }

    @Override
    public void close() {
      server.shutdownNow();
    }
  }
}
