package gochat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates that are replaced in their files.
class WatchedFilesTest {
  private final TlsIdentity old = TestCertificates.make("old.example.org");
  private final TlsIdentity renewed = TestCertificates.make("new.example.org");

  @TempDir private Path directory;
  private Path certificate;
  private Path key;
  private WatchedFiles files;

  @BeforeEach
  void write() throws Exception {
    certificate = directory.resolve("chain.pem");
    key = directory.resolve("key.pem");
    TestCertificates.write(old, certificate, key);
    files = new WatchedFiles(certificate, key);
    assertThat(files.first()).isEqualTo(old);
  }

  @Test
  void filesThatStayTheSameGiveNothingNew() throws Exception {
    assertThat(files.next()).isEmpty();
    TestCertificates.write(old, certificate, key);
    assertThat(files.next()).isEmpty();
  }

  @Test
  void aPairThatIsWrittenInPlaceIsTakenOnce() throws Exception {
    TestCertificates.write(renewed, certificate, key);

    assertThat(files.next()).contains(renewed);
    assertThat(files.next()).isEmpty();
  }

  @Test
  void aPairWhoseFilesAreRenamedOneAfterTheOtherIsTakenWhenBothAreThere() throws Exception {
    Path next = directory.resolve("next");
    TestCertificates.writeCertificate(renewed, next);
    Files.move(next, certificate, StandardCopyOption.ATOMIC_MOVE);
    assertThat(files.next()).isEmpty();

    TestCertificates.writeKey(renewed, next);
    Files.move(next, key, StandardCopyOption.ATOMIC_MOVE);
    assertThat(files.next()).contains(renewed);
  }

  @Test
  void aPairBehindLinksIsTakenWhenTheLinksChange() throws Exception {
    // As certbot does: live/DOMAIN/fullchain.pem is a link to archive/DOMAIN/fullchain2.pem.
    Path archive = Files.createDirectory(directory.resolve("archive"));
    TestCertificates.write(old, archive.resolve("chain1"), archive.resolve("key1"));
    TestCertificates.write(renewed, archive.resolve("chain2"), archive.resolve("key2"));
    link(certificate, archive.resolve("chain1"));
    link(key, archive.resolve("key1"));
    assertThat(files.next()).isEmpty();

    link(certificate, archive.resolve("chain2"));
    assertThat(files.next()).isEmpty();
    link(key, archive.resolve("key2"));
    assertThat(files.next()).contains(renewed);
  }

  private static void link(Path link, Path target) throws Exception {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  @Test
  void aPairThatDoesNotGetWholeIsReportedOnce() throws Exception {
    TestCertificates.writeCertificate(renewed, certificate);

    assertThat(files.next()).as("the key may come").isEmpty();
    assertThatThrownBy(files::next)
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("does not belong to the first certificate");
    assertThat(files.next()).isEmpty();

    Files.delete(key);
    assertThat(files.next()).isEmpty();
    assertThatThrownBy(files::next).hasMessageContaining("it does not exist");

    TestCertificates.write(old, certificate, key);
    assertThat(files.next()).isEmpty();
    Files.delete(key);
    assertThat(files.next()).isEmpty();
    assertThatThrownBy(files::next).hasMessageContaining("it does not exist");
    assertThat(files.next()).isEmpty();
  }

  @Test
  void aKeyThatOthersCanReadIsTakenWhenTheyNoLongerCan() throws Exception {
    TestCertificates.write(renewed, certificate, key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(files.next()).isEmpty();
    assertThatThrownBy(files::next).hasMessageContaining("chmod 600");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(files.next()).contains(renewed);
  }
}
