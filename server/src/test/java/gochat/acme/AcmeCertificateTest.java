package gochat.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.tls.SelfSigned;
import gochat.tls.TestCertificates;
import gochat.tls.TlsException;
import gochat.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The times of orders, and the files. [AcmeTest] has an authority.
class AcmeCertificateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final URI AUTHORITY = URI.create("https://acme.example.org:14000/dir");
  private static final TlsIdentity SUBSTITUTE = SelfSigned.inMemory();

  @TempDir private Path data;
  private Instant now = START;
  private int ordered;
  private @Nullable AcmeFailure failure;

  private AcmeCertificate certificate(String... domains) {
    AcmeSettings settings = new AcmeSettings(AUTHORITY, null, List.of(domains), List.of());
    AcmeFiles files = new AcmeFiles(data, AUTHORITY);
    return new AcmeCertificate(
        settings, files, () -> SUBSTITUTE, () -> order(files, domains), () -> now);
  }

  private TlsIdentity order(AcmeFiles files, String... domains) throws AcmeFailure, IOException {
    ordered++;
    if (failure != null) {
      throw failure;
    }
    files.accountKey();
    return TestCertificates.make(now, now.plus(Duration.ofDays(90)), domains);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void theSubstituteIsUsedUntilTheFirstOrderIsDone() {
    AcmeCertificate certificate = certificate("chat.example.org");

    assertThat(certificate.first()).isEqualTo(SUBSTITUTE);
    TlsIdentity first = certificate.next().orElseThrow();
    assertThat(first.dnsNames()).containsExactly("chat.example.org");
    assertThat(certificate.next()).isEmpty();
    // The next start.
    assertThat(certificate("chat.example.org").first()).isEqualTo(first);
    assertThat(ordered).isOne();
  }

  @Test
  void aCertificateIsOrderedAnewWhenTwoThirdsOfItsLifeAreOver() {
    AcmeCertificate certificate = certificate("chat.example.org");
    certificate.first();
    assertThat(certificate.next()).isPresent();

    pass(Duration.ofDays(60).minusSeconds(1));
    assertThat(certificate.next()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(certificate.next()).isPresent();
    assertThat(certificate.next()).isEmpty();
  }

  @Test
  void theTimeOfTheRenewalSurvivesARestart() {
    certificate("chat.example.org").next();

    pass(Duration.ofDays(59));
    AcmeCertificate restarted = certificate("chat.example.org");
    restarted.first();
    assertThat(restarted.next()).isEmpty();
    pass(Duration.ofDays(1));
    assertThat(restarted.next()).isPresent();
  }

  @Test
  void aFurtherNameIsAReasonForAnOrderAndOneNameLessIsNone() {
    certificate("a.example.org").next();

    AcmeCertificate two = certificate("a.example.org", "b.example.org");
    assertThat(two.first().dnsNames()).containsExactly("a.example.org");
    assertThat(two.next().orElseThrow().dnsNames()).hasSize(2);

    AcmeCertificate one = certificate("b.example.org");
    one.first();
    assertThat(one.next()).isEmpty();
  }

  @Test
  void failedOrdersAreRepeatedAfterPausesThatGrow() {
    AcmeCertificate certificate = certificate("chat.example.org");
    certificate.first();
    failure = new AcmeFailure("no answer");

    for (int minutes : List.of(5, 10, 20, 40, 80, 160, 320, 640, 720, 720)) {
      assertThatThrownBy(certificate::next)
          .isInstanceOf(TlsException.class)
          .hasMessage(
              "no answer; the server tries again at " + now.plus(Duration.ofMinutes(minutes)));
      pass(Duration.ofMinutes(minutes).minusSeconds(1));
      assertThat(certificate.next()).isEmpty();
      pass(Duration.ofSeconds(1));
    }

    failure = null;
    assertThat(certificate.next()).isPresent();
    assertThat(ordered).isEqualTo(11);
  }

  @Test
  void theAuthoritysOwnPauseIsKept() {
    AcmeCertificate certificate = certificate("chat.example.org");
    failure = new AcmeFailure("too many", START.plus(Duration.ofDays(3)), null);
    assertThatThrownBy(certificate::next).hasMessageContaining("2026-01-04T00:00:00Z");

    failure = null;
    pass(Duration.ofDays(3).minusSeconds(1));
    assertThat(certificate.next()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(certificate.next()).isPresent();
  }

  @Test
  void theFilesCanBeReadByThisUserOnlyAndDamagedOnesAreReplaced() throws Exception {
    certificate("chat.example.org").next();
    Path directory = data.resolve("acme/acme.example.org_14000_dir");
    Path file = directory.resolve("certificate.pem");

    assertThat(Files.getPosixFilePermissions(directory))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    for (Path each : List.of(file, directory.resolve("account.pem"))) {
      assertThat(Files.getPosixFilePermissions(each))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(file, "nothing");
    AcmeCertificate certificate = certificate("chat.example.org");
    assertThat(certificate.first()).isEqualTo(SUBSTITUTE);
    assertThat(certificate.next()).isPresent();
  }

  @Test
  void theAccountKeyIsMadeOnce() throws Exception {
    AcmeFiles files = new AcmeFiles(data, AUTHORITY);
    var made = files.accountKey();

    assertThat(files.accountKey().getPrivate()).isEqualTo(made.getPrivate());
    assertThat(files.accountKey().getPublic()).isEqualTo(made.getPublic());
  }
}
