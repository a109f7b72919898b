package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.bench.wire.Protocol;
import gochat.client.RealServer;
import gochat.server.Setting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each load with each protocol, against a server that complies with it; [V1LoadTest] has the
/// protocols of GoChat.
class ProtocolsTest {
  private static final OptionalLong SELF = OptionalLong.of(ProcessHandle.current().pid());

  private static LoadReport run(ProtocolName protocol, boolean tls, Topology topology, Pace pace)
      throws Exception {
    try (var peer = new FakePeer(protocol, tls)) {
      return run(peer.address(), protocol, tls, topology, pace);
    }
  }

  private static LoadReport run(
      InetSocketAddress address, ProtocolName protocol, boolean tls, Topology topology, Pace pace)
      throws Exception {
    return LoadRun.run(
        new Plan(
            "test",
            new Target(address, protocol.forServer("localhost"), tls, SELF),
            topology,
            pace,
            150,
            Duration.ZERO,
            Duration.ofMillis(300),
            Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SEED", "V1", "WEBSOCKET", "EVENTS"})
  void eachFollowerGetsTheMessagesOfTheOthers(ProtocolName protocol) throws Exception {
    LoadReport report = run(protocol, false, new Topology.OneRoom(10, 3, 0), new Pace.Window(8));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isGreaterThan(100);
    boolean sendersHear =
        protocol.forServer("localhost").senderReceives() == Protocol.SenderReceives.OTHERS;
    assertThat(report.verdict().deliveries() % (sendersHear ? 12 : 10)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SEED", "V1", "WEBSOCKET", "EVENTS"})
  void privateMessagesReachTheirReceiverAlone(ProtocolName protocol) throws Exception {
    LoadReport report = run(protocol, false, new Topology.Pairs(5), new Pace.Rate(500));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SEED", "V1", "WEBSOCKET", "EVENTS"})
  void theSameIsCarriedInsideTls(ProtocolName protocol) throws Exception {
    LoadReport report = run(protocol, true, new Topology.OneRoom(5, 2, 0), new Pace.Rate(500));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isPositive();
  }

  @Test
  void theSeedContractIsCarriedInsideTls(@TempDir Path data) throws Exception {
    try (var served = RealServer.start(data, Map.of(Setting.TLS, "self-signed"))) {
      LoadReport report =
          run(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), served.address().port()),
              ProtocolName.SEED,
              true,
              new Topology.OneRoom(5, 2, 0),
              new Pace.Rate(500));

      assertThat(report.verdict().violations()).as(report.text()).isZero();
      assertThat(report.verdict().deliveries()).isPositive();
    }
  }
}
