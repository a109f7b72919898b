package gochat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.client.TestServer.Certificates;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent.Back;
import gochat.client.seed.ChatEvent.CertificateRejected;
import gochat.client.seed.ChatEvent.Connected;
import gochat.client.seed.ChatEvent.Lost;
import gochat.client.seed.ChatEvent.Unreachable;
import gochat.client.seed.ChatLine;
import gochat.client.seed.LeaveResult;
import gochat.client.seed.Timeouts;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final Timeouts QUICK = new Timeouts(5_000, 50, 20, 50, 10_000, 60_000);

  private static X509Bundle authority;
  private static X509Bundle issued;
  private static X509Bundle selfSigned;

  private final List<ChatClient> clients = new ArrayList<>();
  private final List<TestServer> servers = new ArrayList<>();
  private final Recorder events = new Recorder();

  @TempDir Path directory;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = Certificates.authority();
    issued = Certificates.issuedBy(authority);
    selfSigned = Certificates.selfSigned();
  }

  @AfterEach
  void stopAll() throws IOException {
    clients.forEach(ChatClient::close);
    for (TestServer server : servers) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aCertificateOfATrustedAuthorityIsAccepted(String protocol) throws Exception {
    SeedServer server = started(SeedServer.start(Certificates.server(issued, List.of(protocol))));
    ChatClient client = start(server.address(), trusting(authority));
    events.first(Connected.class);

    client.send(ChatLine.toEverybody("secret"), 0);
    client.leave(2_000);

    assertThat(server.texts()).containsExactly("secret");
  }

  @Test
  void aSelfSignedCertificateCanBeATrustedAuthority() throws Exception {
    start(tlsServer(selfSigned).address(), trusting(selfSigned));
    events.first(Connected.class);
  }

  @Test
  void aPinnedCertificateNeedsNoAuthority() throws Exception {
    start(tlsServer(selfSigned).address(), pinning(selfSigned));
    events.first(Connected.class);
  }

  @Test
  void aPinnedCertificateMayBeForAnotherHost() throws Exception {
    X509Bundle other = Certificates.selfSignedForAnotherHost();
    start(tlsServer(other).address(), pinning(other));
    events.first(Connected.class);
  }

  @Test
  void aPinnedCertificateMayBeExpired() throws Exception {
    X509Bundle expired = Certificates.selfSignedAndExpired();
    start(tlsServer(expired).address(), pinning(expired));
    events.first(Connected.class);
  }

  @Test
  void aPinIsForTheServersCertificateNotForItsAuthority() throws Exception {
    start(tlsServer(issued).address(), pinning(authority));
    assertThat(rejection())
        .isEqualTo(
            new CertificateProblem.OtherCertificate(
                Certificates.fingerprint(authority), Certificates.fingerprint(issued)));
  }

  @Test
  void anotherCertificateThanThePinnedOneIsRejectedBeforeAnythingIsSent() throws Exception {
    SeedServer server = tlsServer(selfSigned);
    start(server.address(), pinning(issued));

    assertThat(rejection())
        .isEqualTo(
            new CertificateProblem.OtherCertificate(
                Certificates.fingerprint(issued), Certificates.fingerprint(selfSigned)));
    assertThat(events.events()).hasSize(1);
    assertThat(server.names()).isEmpty();
  }

  @Test
  void aSelfSignedCertificateIsRejectedByTheAuthoritiesOfJava() throws Exception {
    start(tlsServer(selfSigned).address(), Security.authoritiesOfJava());
    assertThat(rejection())
        .isEqualTo(new CertificateProblem.IssuerUnknown(Certificates.fingerprint(selfSigned)));
  }

  @Test
  void aCertificateForAnotherHostIsRejected() throws Exception {
    X509Bundle other = Certificates.forAnotherHostIssuedBy(authority);
    start(tlsServer(other).address(), trusting(authority));
    assertThat(rejection())
        .isEqualTo(new CertificateProblem.OtherHost(Certificates.fingerprint(other)));
  }

  @Test
  void anExpiredCertificateIsRejected() throws Exception {
    X509Bundle expired = Certificates.expiredIssuedBy(authority);
    start(tlsServer(expired).address(), trusting(authority));
    assertThat(rejection())
        .isEqualTo(new CertificateProblem.NotValidNow(Certificates.fingerprint(expired)));
  }

  @Test
  void theClientReconnectsToTheSameCertificate() throws Exception {
    SeedServer server = tlsServer(selfSigned);
    ChatClient client = start(server.address(), pinning(selfSigned));
    events.first(Connected.class);
    server.stop();
    events.first(Lost.class);
    client.send(ChatLine.toEverybody("meanwhile"), 0);
    server.startAgain();

    events.first(Back.class);
    await().until(() -> server.texts().equals(List.of("meanwhile")));
  }

  @Test
  void anotherCertificateAfterALossEndsTheClientAndGetsNoLine() throws Exception {
    SeedServer server = tlsServer(selfSigned);
    ChatClient client = start(server.address(), pinning(selfSigned));
    events.first(Connected.class);
    server.stop();
    events.first(Lost.class);
    client.send(ChatLine.toEverybody("meanwhile"), 0);
    server.use(Certificates.server(issued));
    server.startAgain();

    assertThat(rejection().presented()).isEqualTo(Certificates.fingerprint(issued));
    assertThat(client.leave(1_000)).isEqualTo(new LeaveResult(1, List.of()));
    assertThat(server.names()).isEmpty();
    assertThat(server.texts()).isEmpty();
  }

  @Test
  void aServerThatReturnsWithoutTlsGetsNothing() throws Exception {
    SeedServer server = tlsServer(selfSigned);
    ChatClient client = start(server.address(), pinning(selfSigned));
    events.first(Connected.class);
    server.stop();
    events.first(Lost.class);
    client.send(ChatLine.toEverybody("meanwhile"), 0);
    server.use(null);
    server.startAgain();
    await().during(Duration.ofMillis(200)).until(() -> server.names().isEmpty());
    server.stop();
    server.use(Certificates.server(selfSigned));
    server.startAgain();

    events.first(Back.class);
    await().until(() -> server.texts().equals(List.of("meanwhile")));
  }

  @Test
  void aChatServerWithoutTlsIsReported() throws Exception {
    SeedServer server = started(SeedServer.start());
    start(server.address(), pinning(selfSigned));
    assertThat(problem()).isEqualTo(ConnectionProblem.Kind.NO_TLS);
  }

  @Test
  void aWebServerWithoutTlsIsReported() throws Exception {
    try (MisbehavingServer web = MisbehavingServer.http1()) {
      start(web.address(), pinning(selfSigned));
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.NO_TLS);
    }
  }

  @Test
  void aServerThatClosesInsteadOfATlsHandshakeIsReported() throws Exception {
    try (MisbehavingServer closing = MisbehavingServer.closing()) {
      start(closing.address(), pinning(selfSigned));
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.NO_TLS);
    }
  }

  @Test
  void aServerThatResetsInsteadOfATlsHandshakeIsReported() throws Exception {
    try (MisbehavingServer resetting = MisbehavingServer.resetting()) {
      start(resetting.address(), pinning(selfSigned));
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.NO_TLS);
    }
  }

  @Test
  void aServerOfTlsOnlyIsSuspectedOverPlaintext() throws Exception {
    start(tlsServer(selfSigned).address(), new Security.Plaintext());
    assertThat(problem()).isEqualTo(ConnectionProblem.Kind.PERHAPS_TLS_ONLY);
  }

  @Test
  void aServerThatClosesThePlaintextConnectionIsReported() throws Exception {
    try (MisbehavingServer closing = MisbehavingServer.closing()) {
      start(closing.address(), new Security.Plaintext());
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.PERHAPS_TLS_ONLY);
    }
  }

  @Test
  void aServerThatResetsThePlaintextConnectionIsReported() throws Exception {
    try (MisbehavingServer resetting = MisbehavingServer.resetting()) {
      start(resetting.address(), new Security.Plaintext());
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.PERHAPS_TLS_ONLY);
    }
  }

  @Test
  void aServerThatAnswersWithATlsAlertIsSuspected() throws Exception {
    try (MisbehavingServer alerting = MisbehavingServer.tlsAlert()) {
      start(alerting.address(), new Security.Plaintext());
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.PERHAPS_TLS_ONLY);
    }
  }

  @Test
  void aRefusedTlsHandshakeIsReported() throws Exception {
    try (MisbehavingServer alerting = MisbehavingServer.tlsAlert()) {
      start(alerting.address(), pinning(selfSigned));
      assertThat(problem()).isEqualTo(ConnectionProblem.Kind.TLS_FAILED);
    }
  }

  @Test
  void aFileMayHoldSeveralAuthorities() throws Exception {
    Path file = directory.resolve("ca.pem");
    Files.writeString(
        file, "Ours:\n" + authority.getCertificatePEM() + "\n\n" + selfSigned.getCertificatePEM());
    assertThat(Security.authoritiesIn(file).trusted())
        .containsExactly(authority.getCertificate(), selfSigned.getCertificate());
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws Exception {
    Path key = Files.writeString(directory.resolve("key.pem"), authority.getPrivateKeyPEM());
    Path text = Files.writeString(directory.resolve("text.pem"), "not a certificate");
    assertThatThrownBy(() -> Security.authoritiesIn(key)).isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Security.authoritiesIn(text)).isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Security.authoritiesIn(directory.resolve("none.pem")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private CertificateProblem rejection() {
    return events.first(CertificateRejected.class).problem();
  }

  private ConnectionProblem.Kind problem() {
    return events.first(Unreachable.class).problem().kind();
  }

  private static Security trusting(X509Bundle bundle) {
    return new Security.Authorities(List.of(bundle.getCertificate()));
  }

  private static Security pinning(X509Bundle bundle) {
    return new Security.Pinned(Certificates.fingerprint(bundle));
  }

  private SeedServer tlsServer(X509Bundle bundle) throws Exception {
    return started(SeedServer.start(Certificates.server(bundle)));
  }

  private SeedServer started(SeedServer server) {
    servers.add(server);
    return server;
  }

  private ChatClient start(ServerAddress address, Security security) {
    ChatClient client =
        new ChatClient(
            ServerAddresses.of(address),
            security,
            "Alice",
            QUICK,
            new SplittableRandom(1),
            () -> System.nanoTime() / 1_000_000,
            events);
    clients.add(client);
    client.connect();
    return client;
  }
}
