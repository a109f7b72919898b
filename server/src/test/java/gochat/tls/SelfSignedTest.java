package gochat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
  @TempDir private Path directory;

  @Test
  void theCertificateIsMadeOnceAndReadableByItsOwnerOnly() throws Exception {
    TlsIdentity first = SelfSigned.in(directory);
    TlsIdentity second = SelfSigned.in(directory);

    assertThat(second.fingerprint()).isEqualTo(first.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(second.key()).isEqualTo(first.key());
    Path key = directory.resolve(SelfSigned.KEY_FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(directory)
        .isDirectoryContaining("glob:**" + SelfSigned.CERTIFICATE_FILE)
        .isDirectoryNotContaining("glob:**.tmp");
    assertThat(SelfSigned.inMemory().fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void theCertificateIsForThisMachineAndForTenYears() throws Exception {
    X509Certificate certificate = SelfSigned.inMemory().chain().getFirst();

    assertThat(certificate.getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"))
        .contains(List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    Instant now = Instant.now();
    assertThat(certificate.getNotBefore().toInstant()).isBefore(now);
    assertThat(certificate.getNotAfter().toInstant())
        .isBetween(now.plus(Duration.ofDays(3_650)), now.plus(Duration.ofDays(3_660)));
    certificate.verify(certificate.getPublicKey());
  }

  @Test
  void aStartThatWasInterruptedBeforeTheCertificateWasWrittenIsMadeUpFor() throws Exception {
    Files.writeString(directory.resolve(SelfSigned.KEY_FILE), "left over");
    Files.writeString(directory.resolve(SelfSigned.KEY_FILE + ".tmp"), "half a key");

    assertThat(SelfSigned.in(directory).fingerprint())
        .isEqualTo(SelfSigned.in(directory).fingerprint());
  }

  @Test
  void aCertificateWhoseKeyIsMissingIsNotReplaced() throws Exception {
    SelfSigned.in(directory);
    Files.delete(directory.resolve(SelfSigned.KEY_FILE));

    assertThatThrownBy(() -> SelfSigned.in(directory))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("tls-key.pem can't be read: it does not exist")
        .hasMessageContaining("to get a new certificate, with another fingerprint")
        .hasMessageNotContaining("\n");
  }
}
