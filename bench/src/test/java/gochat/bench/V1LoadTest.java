package gochat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.server.Setting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each load by the v1 API, against the server of this project.
class V1LoadTest {
  private static final Pace QUICK = new Pace.Rate(500);

  @TempDir private static Path data;

  private static RealServer served;

  @BeforeAll
  static void startServer() throws Exception {
    served =
        RealServer.start(
            data,
            Map.of(
                Setting.WEB_PORT,
                "0",
                Setting.TLS,
                "self-signed",
                Setting.RATE_ACCOUNT_CHANGES_PER_SECOND,
                "1000000"));
  }

  @AfterAll
  static void stopServer() {
    served.close();
  }

  private static LoadReport run(ProtocolName protocol, boolean tls, Topology topology, Pace pace)
      throws Exception {
    return LoadRun.run(
        new Plan(
            "test",
            new Target(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    protocol == ProtocolName.V1 ? served.address().port() : served.webPort()),
                protocol.forServer("localhost"),
                tls,
                OptionalLong.empty()),
            topology,
            pace,
            100,
            Duration.ZERO,
            Duration.ofMillis(300),
            Duration.ofSeconds(5)));
  }

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void aListenerToEventsGetsMessagesOfWebSockets(boolean tls) throws Exception {
    LoadReport report =
        run(ProtocolName.EVENTS, tls, new Topology.OneRoom(20, 3, 0), new Pace.Window(64));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isPositive();
    assertThat(report.verdict().deliveries() % 20).isZero();
  }

  @ParameterizedTest(name = "{0}, TLS: {1}")
  @CsvSource({"V1, false", "V1, true", "WEBSOCKET, false", "WEBSOCKET, true"})
  void eachClientGetsTheMessagesToTheLobbyAlsoItsOwn(ProtocolName protocol, boolean tls)
      throws Exception {
    LoadReport report = run(protocol, tls, new Topology.OneRoom(20, 3, 0), new Pace.Window(8));

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isPositive();
    assertThat(report.verdict().deliveries() % 23).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"V1", "WEBSOCKET"})
  void privateMessagesReachTheirReceiverAlone(ProtocolName protocol) throws Exception {
    LoadReport report = run(protocol, false, new Topology.Pairs(10), QUICK);

    assertThat(report.verdict().violations()).as(report.text()).isZero();
    assertThat(report.verdict().deliveries()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"V1", "WEBSOCKET"})
  void aStoredMessageCountsOnceForAllItsReceivers(ProtocolName protocol) throws Exception {
    for (Pace pace : new Pace[] {new Pace.Window(8), QUICK}) {
      LoadReport report = run(protocol, false, new Topology.Streams(4), pace);

      assertThat(report.verdict().violations()).as(report.text()).isZero();
      // At most the messages in flight are stored before or after the measured time.
      assertThat(report.deliveries()).isBetween(1L, report.messages() + 4 * 8);
    }
  }
}
