package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.bench.peer.PlainGrpcServer;
import gochat.bench.wire.grpc.SeedProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.OptionalLong;
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
}
