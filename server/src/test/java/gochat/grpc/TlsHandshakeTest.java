package gochat.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.edge.Encryption;
import gochat.edge.TlsEngine;
import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions of TLS, broken handshakes, and handshakes that do not end.
@Timeout(60)
@ExtendWith(NoLeaks.class)
@ParameterizedClass
@MethodSource("engines")
class TlsHandshakeTest {
  private static final TlsIdentity IDENTITY = SelfSigned.inMemory();
  private static final byte PING = 7;

  private static final ServiceRegistry SERVICES =
      ServiceRegistry.builder().add(new EchoService().definition()).build(65_536);

  private final Encryption encryption;

  TlsHandshakeTest(TlsEngine engine) {
    encryption = Encryption.with(engine, IDENTITY, true);
  }

  static Stream<TlsEngine> engines() {
    return Stream.of(TlsEngine.values()).filter(TlsEngine::isAvailable);
  }

  private EdgeFixture edge() throws IOException {
    return new EdgeFixture(SERVICES, Limits.STANDARD, encryption);
  }

  private static void assertServed(EdgeFixture edge, String... protocols) throws IOException {
    ManagedChannel channel = edge.tlsChannel(IDENTITY.chain().getFirst(), protocols);
    assertThat(EchoService.ask(channel, PING)).containsExactly(PING);
  }

  @Test
  void tls13IsPreferred() throws Exception {
    try (EdgeFixture edge = edge();
        SSLSocket socket = edge.tls("h2")) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    }
  }

  @Test
  void tls11IsRefusedWithAnAlert() throws Exception {
    // A hello of TLS 1.1 (version 3.2) with two suites of its time, as no JDK would send it.
    byte[] hello =
        HexFormat.of()
            .parseHex("160301002f0100002b0302" + "ab".repeat(32) + "00" + "0004c013002f" + "0100");
    try (EdgeFixture edge = edge();
        Socket socket = edge.socket()) {
      socket.getOutputStream().write(hello);

      byte[] answer = socket.getInputStream().readAllBytes();
      // A record of the type alert: fatal, protocol_version.
      assertThat(answer).hasSize(7).startsWith(0x15).endsWith(2, 70);
    }
  }

  @Test
  void http2IsPreferredToHttp1() throws Exception {
    try (EdgeFixture edge = edge();
        SSLSocket socket = edge.tls("http/1.1", "h2")) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A record without a version of TLS, an empty hello, a record without a message.
        "\u0016PRI * HTTP/2.0\r\n",
        "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000",
        "\u0016\u0003\u0003\u0000\u0005hello"
      })
  void garbageInPlaceOfAHandshakeIsClosed(String bytes) throws Exception {
    try (EdgeFixture edge = edge();
        Socket socket = edge.socket()) {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));

      // At most an alert.
      assertThat(socket.getInputStream().readAllBytes().length).isLessThanOrEqualTo(7);
      assertServed(edge, "TLSv1.3");
    }
  }

  @Test
  void garbageAfterTheHandshakeEndsItsConnectionOnly() throws Exception {
    try (EdgeFixture edge = edge();
        Socket tcp = edge.socket();
        RawHttp2 client =
            RawHttp2.over(EdgeFixture.shakeHands(tcp, new String[] {"TLSv1.3"}, "h2"))) {
      client.preface();
      client.settings();
      client.expect(RawHttp2.SETTINGS);

      tcp.getOutputStream().write("this is no TLS".getBytes(US_ASCII));

      try {
        assertThat(client.readUntil(_ -> false)).isNull();
      } catch (SSLException _) {
        // An alert says why.
      }
      assertServed(edge, "TLSv1.3");
    }
  }

  @Test
  void anotherHandshakeOnAnOpenConnectionEndsIt() throws Exception {
    try (EdgeFixture edge = edge();
        SSLSocket socket = EdgeFixture.shakeHands(edge.socket(), new String[] {"TLSv1.2"}, "h2");
        RawHttp2 client = RawHttp2.over(socket)) {
      client.preface();
      client.settings();
      client.expect(RawHttp2.SETTINGS);

      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                client.readUntil(_ -> false);
              })
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("Received fatal alert");
      assertServed(edge, "TLSv1.2");
    }
  }

  @ParameterizedTest
  @CsvSource({"16", "160301", "160301002f0100002b0302", "1603014000010203"})
  void aHandshakeThatIsNotFinishedInTimeIsClosed(String beginning) throws Exception {
    Limits quick = Limits.STANDARD.with(ConnectionLimit.PREFACE_TIMEOUT, 200);
    long before = System.nanoTime();
    try (EdgeFixture edge = new EdgeFixture(SERVICES, quick, encryption);
        Socket socket = edge.socket()) {
      socket.getOutputStream().write(HexFormat.of().parseHex(beginning));

      assertThat(socket.getInputStream().readAllBytes().length).isLessThanOrEqualTo(7);
      assertThat(System.nanoTime() - before).isGreaterThan(100_000_000L);
    }
  }

  @Test
  void aConnectionThatIsSilentAfterItsHandshakeIsClosedToo() throws Exception {
    Limits quick = Limits.STANDARD.with(ConnectionLimit.PREFACE_TIMEOUT, 1_000);
    try (EdgeFixture edge = new EdgeFixture(SERVICES, quick, encryption);
        RawHttp2 client = RawHttp2.over(edge.tls("h2"))) {
      assertThat(client.readUntil(_ -> false)).isNull();
    }
  }
}
