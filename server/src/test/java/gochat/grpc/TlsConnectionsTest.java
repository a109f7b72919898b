package gochat.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.edge.Encryption;
import gochat.edge.TlsEngine;
import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.ConnectionLimit;
import gochat.limit.Limits;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The protocols that a port with a certificate serves, with TLS and without.
@Timeout(60)
@ExtendWith(NoLeaks.class)
@ParameterizedClass
@MethodSource("engines")
class TlsConnectionsTest {
  private static final TlsIdentity IDENTITY = SelfSigned.inMemory();
  private static final int INADEQUATE_SECURITY = 12;
  private static final byte PING = 7;

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
    assertThat(EchoService.ask(edge.channel(), PING)).containsExactly(PING);
  }

  private static void assertServed(EdgeFixture edge, String... protocols) throws IOException {
    ManagedChannel channel = edge.tlsChannel(IDENTITY.chain().getFirst(), protocols);
    assertThat(EchoService.ask(channel, PING)).containsExactly(PING);
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

  static Stream<List<String>> offersWithoutHttp2() {
    return Stream.of(List.of(), List.of("http/1.1"), List.of("spdy/3", "h3"));
  }

  @ParameterizedTest
  @MethodSource("offersWithoutHttp2")
  void http2WithoutAlpnIsRefusedWithTheMissingOffer(List<String> offered) throws Exception {
    try (EdgeFixture edge = edge(both);
        RawHttp2 client = RawHttp2.over(edge.tls(offered.toArray(String[]::new)))) {
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
  void anHttp1RequestInsideTlsLearnsThatThisIsAGrpcPort(boolean isAgreedOn) throws Exception {
    String[] offered = isAgreedOn ? new String[] {"http/1.1"} : new String[0];
    try (EdgeFixture edge = edge(both);
        SSLSocket socket = edge.tls(offered);
        RawHttp2 client = RawHttp2.over(socket)) {
      assertThat(socket.getApplicationProtocol()).isEqualTo(isAgreedOn ? "http/1.1" : "");
      client.bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

      assertThat(client.readText())
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .contains("This is a gRPC port (HTTP/2 over TLS)");
    }
  }

  @Test
  void withoutPlaintextHttp2IsRefusedWithTheReasonAndTlsIsServed() throws Exception {
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
  void withoutPlaintextAnHttp1RequestIsRefusedWithTheReason() throws Exception {
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
  void aConnectionTooManyIsRefusedInsideOfTls() throws Exception {
    Limits one = Limits.STANDARD.with(ConnectionLimit.OPEN, 1).with(ConnectionLimit.PER_ADDRESS, 1);
    for (Encryption encryption : List.of(both, tlsOnly)) {
      try (EdgeFixture edge = new EdgeFixture(SERVICES, one, encryption)) {
        assertServed(edge, "TLSv1.3");
        try (RawHttp2 second = RawHttp2.over(edge.tls("h2"))) {
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
}
