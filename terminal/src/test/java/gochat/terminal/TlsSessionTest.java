package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.Fingerprint;
import gochat.client.MisbehavingServer;
import gochat.client.RealServer;
import gochat.client.Security;
import gochat.client.SeedServer;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.client.TestServer;
import gochat.client.TestServer.Certificates;
import gochat.client.seed.ChatClient;
import gochat.client.seed.Timeouts;
import gochat.server.Setting;
import gochat.terminal.ChatSession.SessionTimeouts;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.text.Texts;
import io.netty.pkitesting.X509Bundle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The messages about TLS and certificates.
class TlsSessionTest {
  private static final Timeouts TIMEOUTS = new Timeouts(5_000, 50, 20, 50, 10_000, 60_000);
  private static final Texts ENGLISH = new Texts(Locale.ENGLISH);
  private static final Texts CHINESE = new Texts(Locale.CHINESE);

  private static final Map<Setting, String> TLS_ONLY =
      Map.of(Setting.TLS, "self-signed", Setting.PLAINTEXT, "off");

  private static X509Bundle authority;
  private static X509Bundle selfSigned;
  private static Fingerprint fingerprint;

  private final ScriptedConsole console = new ScriptedConsole();

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = Certificates.authority();
    selfSigned = Certificates.selfSigned();
    fingerprint = Certificates.fingerprint(selfSigned);
  }

  @Test
  void aCertificateOfAnUnknownIssuerIsShownWithTheOptions() throws Exception {
    try (SeedServer server = SeedServer.start(Certificates.server(selfSigned))) {
      assertThat(run(server.address(), trusting(authority), ENGLISH))
          .isEqualTo(
              SessionResult.failed(
                  ("No trusted authority has issued the certificate of %s. Its fingerprint"
                          + " is %s; if the server printed the same at its start, connect with"
                          + " -fingerprint %<s; if you have the certificate of its authority, with"
                          + " -ca FILE.")
                      .formatted(server.address(), fingerprint)));
      assertThat(run(server.address(), trusting(authority), CHINESE))
          .isEqualTo(
              SessionResult.failed(
                  ("%s 的证书不是由这里信任的机构签发的。它的指纹是 %s；如果与服务器启动时打印的相同，"
                          + "请用 -fingerprint %<s 连接；如果有其颁发机构的证书，请用 -ca 文件。")
                      .formatted(server.address(), fingerprint)));
    }
  }

  @Test
  void aCertificateForAnotherHostAndAnExpiredOneAreReported() throws Exception {
    X509Bundle other = Certificates.forAnotherHostIssuedBy(authority);
    try (SeedServer server = SeedServer.start(Certificates.server(other))) {
      assertThat(onlyComplaint(run(server.address(), trusting(authority), ENGLISH)))
          .startsWith("The certificate of " + server.address() + " is for another host.")
          .endsWith("-fingerprint " + Certificates.fingerprint(other) + ".");
    }
    X509Bundle expired = Certificates.expiredIssuedBy(authority);
    try (SeedServer server = SeedServer.start(Certificates.server(expired))) {
      assertThat(onlyComplaint(run(server.address(), trusting(authority), ENGLISH)))
          .startsWith("The certificate of " + server.address() + " has expired")
          .endsWith("-fingerprint " + Certificates.fingerprint(expired) + ".");
    }
  }

  @Test
  void anotherFingerprintIsAWarningWithBoth() throws Exception {
    Fingerprint pinned = Certificates.fingerprint(authority);
    try (SeedServer server = SeedServer.start(Certificates.server(selfSigned))) {
      assertThat(onlyComplaint(run(server.address(), new Security.Pinned(pinned), ENGLISH)))
          .isEqualTo(
              "WARNING: %s has another certificate than expected, and may be another server:"
                  + " nothing was sent to it. Expected fingerprint: %s, presented: %s.",
              server.address(), pinned, fingerprint);
      assertThat(onlyComplaint(run(server.address(), new Security.Pinned(pinned), CHINESE)))
          .startsWith("警告：" + server.address() + " 的证书与预期的不同")
          .contains(pinned.toString(), fingerprint.toString());
    }
  }

  @Test
  void anotherCertificateAfterALossEndsTheProgram() throws Exception {
    try (SeedServer server = SeedServer.start(Certificates.server(selfSigned))) {
      var outcome =
          CompletableFuture.supplyAsync(
              () -> run(server.address(), new Security.Pinned(fingerprint), ENGLISH));
      console.awaitShown("Connected to");
      server.stop();
      console.awaitShown("Connection lost");
      console.type("meanwhile");
      console.awaitShown("Alice: meanwhile");
      server.use(Certificates.server(authority));
      server.startAgain();

      SessionResult ended = outcome.get(60, SECONDS);
      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.complaints()).hasSize(2);
      assertThat(ended.complaints().getFirst()).startsWith("WARNING: " + server.address());
      assertThat(ended.complaints().getLast()).isEqualTo("1 line was not sent.");
      assertThat(server.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestServer.Kind.class)
  void aServerWithoutTlsIsReported(TestServer.Kind kind) throws Exception {
    try (TestServer server = kind.start()) {
      assertThat(onlyComplaint(run(server.address(), new Security.Pinned(fingerprint), ENGLISH)))
          .isEqualTo(
              "No chat server at %s: the program there does not speak TLS (if that is intended,"
                  + " leave out -tls, -ca and -fingerprint).",
              server.address());
    }
  }

  @Test
  void aServerOfTlsOnlyIsSuspected() throws Exception {
    try (SeedServer server = SeedServer.start(Certificates.server(selfSigned))) {
      assertThat(onlyComplaint(run(server.address(), new Security.Plaintext(), ENGLISH)))
          .isEqualTo(
              "No chat server at %s: the connection was closed at once (if the server takes only"
                  + " TLS, add -tls or -fingerprint).",
              server.address());
    }
  }

  @Test
  void aServersAnswerThatItTakesOnlyTlsIsReported() throws Exception {
    try (RealServer server = RealServer.start(TLS_ONLY)) {
      assertThat(onlyComplaint(run(server.address(), new Security.Plaintext(), ENGLISH)))
          .isEqualTo(
              "%s takes no connections without TLS: add -fingerprint and what the server printed at"
                  + " its start, or -ca or -tls.",
              server.address());
      assertThat(onlyComplaint(run(server.address(), new Security.Plaintext(), CHINESE)))
          .startsWith(server.address() + " 不接受没有 TLS 的连接");
    }
  }

  @Test
  void aFailedHandshakeIsReportedWithItsReason() throws Exception {
    try (MisbehavingServer alerting = MisbehavingServer.tlsAlert()) {
      assertThat(onlyComplaint(run(alerting.address(), new Security.Pinned(fingerprint), ENGLISH)))
          .startsWith("No chat server at " + alerting.address() + ": TLS failed: ")
          .contains("protocol_version");
    }
  }

  private static String onlyComplaint(SessionResult outcome) {
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.complaints()).hasSize(1);
    return outcome.complaints().getFirst();
  }

  private static Security trusting(X509Bundle bundle) {
    return new Security.Authorities(List.of(bundle.getCertificate()));
  }

  private SessionResult run(ServerAddress address, Security security, Texts texts) {
    ServerAddresses server = ServerAddresses.of(address);
    return new ChatSession(
            server,
            "Alice",
            (name, listener) ->
                new ChatClient(
                    server,
                    security,
                    name,
                    TIMEOUTS,
                    new SplittableRandom(1),
                    () -> System.nanoTime() / 1_000_000,
                    listener),
            console,
            texts,
            new SessionTimeouts(300, 2_000))
        .run();
  }
}
