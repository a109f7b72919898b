package gochat.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.edge.Encryption;
import gochat.edge.TlsEngine;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How connections of a port with a certificate begin and end.
@Timeout(60)
@ExtendWith(NoLeaks.class)
@ParameterizedClass
@MethodSource("engines")
class TlsConnectionsTest {
  private static final TlsIdentity IDENTITY = SelfSigned.inMemory();
  private static final int INADEQUATE_SECURITY = 12;
  private static final byte[] PING = {7};

  private static final ServiceRegistry SERVICES =
      ServiceRegistry.builder().add(new EchoService().definition()).build(65_536);

  private final Encryption both;
  private final Encryption tlsOnly;

  TlsConnectionsTest(TlsEngine engine) {
    both = Encryption.with(engine, IDENTITY, true);
    tlsOnly = Encryption.with(engine, IDENTITY, false);
  }

  static Stream<TlsEngine> engines() {
    return Stream.of(TlsEngine.values()).filter(TlsEngine::isAvailable);
  }

  private static EdgeFixture edge(Encryption encryption) throws IOException {
    return new EdgeFixture(SERVICES, Limits.STANDARD, encryption);
  }

  private static void assertServedInPlaintext(EdgeFixture edge) {
    assertThat(echo(edge.channel())).isEqualTo(PING);
  }

  private static void assertServed(EdgeFixture edge, String... protocols) throws IOException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", edge.port())
            .sslContext(
                GrpcSslContexts.configure(
                        GrpcSslContexts.forClient().protocols(protocols), SslProvider.JDK)
                    .trustManager(IDENTITY.chain().getFirst())
                    .build())
            .build();
    assertThat(echo(edge.closing(channel))).isEqualTo(PING);
  }

  private static byte[] echo(ManagedChannel channel) {
    return ClientCalls.blockingUnaryCall(channel, EchoService.UNARY, CallOptions.DEFAULT, PING);
  }

  /// Connects and shakes hands.
  private static SSLSocket shakeHands(Socket tcp, String... applicationProtocols) throws Exception {
    return shakeHands(tcp, new String[] {"TLSv1.3", "TLSv1.2"}, applicationProtocols);
  }

  private static SSLSocket shakeHands(Socket tcp, String[] versions, String... applicationProtocols)
      throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("server", IDENTITY.chain().getFirst());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(versions);
    parameters.setApplicationProtocols(applicationProtocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static Socket tcp(EdgeFixture edge) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), edge.port());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void onePortServesPlaintextAndTls(String protocol) throws Exception {
    try (EdgeFixture edge = edge(both)) {
      assertServedInPlaintext(edge);
      assertServed(edge, protocol);
      assertServedInPlaintext(edge);
    }
  }

  @Test
  void aServiceLearnsWhereACallComesFromAndWhetherItIsEncrypted() throws Exception {
    List<Attributes> calls = new CopyOnWriteArrayList<>();
    ServerInterceptor recording =
        new ServerInterceptor() {
          @Override
          public <Q, R> ServerCall.Listener<Q> interceptCall(
              ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            calls.add(call.getAttributes());
            return next.startCall(call, headers);
          }
        };
    ServiceRegistry services =
        ServiceRegistry.builder()
            .add(ServerInterceptors.intercept(new EchoService().definition(), recording))
            .build(65_536);

    try (EdgeFixture edge = new EdgeFixture(services, Limits.STANDARD, both)) {
      assertServedInPlaintext(edge);
      assertServed(edge, "TLSv1.3");
    }

    assertThat(calls)
        .hasSize(2)
        .allMatch(call ->
            call.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress remote
                && remote.getAddress().isLoopbackAddress());
    assertThat(calls.getFirst().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)).isNull();
    assertThat(calls.getLast().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
        .extracting(SSLSession::getProtocol)
        .isEqualTo("TLSv1.3");
  }

  @Test
  void tls13IsPreferred() throws Exception {
    try (EdgeFixture edge = edge(both);
        SSLSocket socket = shakeHands(tcp(edge), "h2")) {
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
    try (EdgeFixture edge = edge(both);
        Socket socket = tcp(edge)) {
      socket.getOutputStream().write(hello);

      byte[] answer = socket.getInputStream().readAllBytes();
      // A record of the type alert: fatal, protocol_version.
      assertThat(answer).hasSize(7).startsWith(0x15).endsWith(2, 70);
    }
  }

  @Test
  void http2IsPreferredToHttp1() throws Exception {
    try (EdgeFixture edge = edge(both);
        SSLSocket socket = shakeHands(tcp(edge), "http/1.1", "h2")) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    }
  }

  static Stream<List<String>> offersWithoutHttp2() {
    return Stream.of(List.of(), List.of("http/1.1"), List.of("spdy/3", "h3"));
  }

  @ParameterizedTest
  @MethodSource("offersWithoutHttp2")
  void http2ThatWasNotAgreedOnIsToldWhatIsMissing(List<String> offered) throws Exception {
    try (EdgeFixture edge = edge(both);
        RawHttp2 client = RawHttp2.over(shakeHands(tcp(edge), offered.toArray(String[]::new)))) {
      client.preface();
      client.settings();

      RawHttp2.Frame goAway = client.expect(RawHttp2.GO_AWAY);
      assertThat(goAway.goAwayCode()).isEqualTo(INADEQUATE_SECURITY);
      assertThat(goAway.text()).endsWith("offer h2 with ALPN");
      // An orderly end of TLS, not a cut.
      assertThat(client.read()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anHttp1RequestInsideTlsIsToldWhereItIs(boolean isAgreedOn) throws Exception {
    String[] offered = isAgreedOn ? new String[] {"http/1.1"} : new String[0];
    try (EdgeFixture edge = edge(both);
        SSLSocket socket = shakeHands(tcp(edge), offered);
        RawHttp2 client = RawHttp2.over(socket)) {
      assertThat(socket.getApplicationProtocol()).isEqualTo(isAgreedOn ? "http/1.1" : "");
      client.bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      assertThat(client.readText())
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .contains("This is a gRPC port (HTTP/2 over TLS)");
    }
  }

  @Test
  void withoutPlaintextHttp2IsToldWhyAndTlsIsServed() throws Exception {
    try (EdgeFixture edge = edge(tlsOnly);
        RawHttp2 client = RawHttp2.connect(edge.port())) {
      RawHttp2.Frame goAway = client.expect(RawHttp2.GO_AWAY);
      assertThat(goAway.goAwayCode()).isEqualTo(INADEQUATE_SECURITY);
      assertThat(goAway.text())
          .endsWith("this server takes no plaintext connections: connect with TLS");
      assertThat(client.read()).isNull();
      assertServed(edge, "TLSv1.3");
    }
  }

  @Test
  void withoutPlaintextAnHttp1RequestIsToldWhy() throws Exception {
    try (EdgeFixture edge = edge(tlsOnly);
        RawHttp2 client = RawHttp2.tcp(edge.port())) {
      client.bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      String answer = client.readText();
      assertThat(answer)
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .contains("HTTP/2 over TLS")
          .doesNotContain("plaintext");
      int body = answer.indexOf("\r\n\r\n") + 4;
      assertThat(answer).contains("Content-Length: " + (answer.length() - body) + "\r\n");
    }
  }

  @Test
  void aConnectionTooManyIsToldSoInsideOfTls() throws Exception {
    Limits one = Limits.STANDARD.with(ConnectionLimit.OPEN, 1).with(ConnectionLimit.PER_ADDRESS, 1);
    for (Encryption encryption : List.of(both, tlsOnly)) {
      try (EdgeFixture edge = new EdgeFixture(SERVICES, one, encryption)) {
        assertServed(edge, "TLSv1.3");
        try (RawHttp2 second = RawHttp2.over(shakeHands(tcp(edge), "h2"))) {
          second.preface();
          second.settings();

          RawHttp2.Frame goAway = second.expect(RawHttp2.GO_AWAY);
          assertThat(goAway.goAwayCode()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
          assertThat(goAway.text()).endsWith("too many connections to this server (limit: 1)");
          assertThat(second.read()).isNull();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No version of TLS, a hello that is none, no message.
        "\u0016PRI * HTTP/2.0\r\n",
        "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000",
        "\u0016\u0003\u0003\u0000\u0005hello"
      })
  void garbageInPlaceOfAHandshakeIsClosed(String bytes) throws Exception {
    try (EdgeFixture edge = edge(both);
        Socket socket = tcp(edge)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));

      // At most an alert.
      assertThat(socket.getInputStream().readAllBytes().length).isLessThanOrEqualTo(7);
      assertServed(edge, "TLSv1.3");
    }
  }

  @Test
  void garbageAfterTheHandshakeEndsItsConnectionOnly() throws Exception {
    try (EdgeFixture edge = edge(both);
        Socket tcp = tcp(edge);
        RawHttp2 client = RawHttp2.over(shakeHands(tcp, "h2"))) {
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
    try (EdgeFixture edge = edge(both);
        SSLSocket socket = shakeHands(tcp(edge), new String[] {"TLSv1.2"}, "h2");
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
    try (EdgeFixture edge = new EdgeFixture(SERVICES, quick, both);
        Socket socket = tcp(edge)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(HexFormat.of().parseHex(beginning));

      assertThat(socket.getInputStream().readAllBytes().length).isLessThanOrEqualTo(7);
      assertThat(System.nanoTime() - before).isGreaterThan(100_000_000L);
    }
  }

  @Test
  void aConnectionThatIsSilentAfterItsHandshakeIsClosedToo() throws Exception {
    Limits quick = Limits.STANDARD.with(ConnectionLimit.PREFACE_TIMEOUT, 1_000);
    try (EdgeFixture edge = new EdgeFixture(SERVICES, quick, both);
        RawHttp2 client = RawHttp2.over(shakeHands(tcp(edge), "h2"))) {
      assertThat(client.readUntil(_ -> false)).isNull();
    }
  }
}
