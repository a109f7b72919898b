package gochat.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// The server's self-signed certificate, kept in a directory so that its fingerprint stays the same
/// across starts. The caller holds the directory's lock.
public final class SelfSigned {
  static final String CERTIFICATE_FILE = "tls-cert.pem";
  static final String KEY_FILE = "tls-key.pem";

  private static final boolean IS_POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private SelfSigned() {}

  /// Returns the certificate in `directory`; the first call makes it.
  ///
  /// @throws TlsException if the files can't be used or written
  public static TlsIdentity in(Path directory) {
    Path certificate = directory.resolve(CERTIFICATE_FILE);
    Path key = directory.resolve(KEY_FILE);
    // The certificate is written last: without it, no fingerprint was announced.
    if (!Files.exists(certificate)) {
      write(SelfSignedCertificate.make(), certificate, key);
    }
    try {
      return PemFiles.load(certificate, key);
    } catch (TlsException e) {
      throw new TlsException(
          e.getMessage()
              + "; or remove "
              + certificate
              + " to get a new certificate, with another fingerprint",
          e);
    }
  }

  /// A certificate that is not kept after the process.
  public static TlsIdentity inMemory() {
    return SelfSignedCertificate.make();
  }

  private static void write(TlsIdentity identity, Path certificate, Path key) {
    try {
      write(key, "rw-------", "PRIVATE KEY", identity.key().getEncoded());
      write(certificate, "rw-r--r--", "CERTIFICATE", identity.chain().getFirst().getEncoded());
    } catch (IOException | CertificateEncodingException e) {
      throw new TlsException(
          "a TLS certificate can't be written to " + certificate + ": " + e.getMessage(), e);
    }
  }

  /// Writes atomically, also when the power fails.
  private static void write(Path file, String permissions, String type, byte[] content)
      throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(unfinished);
    FileAttribute<?>[] attributes =
        IS_POSIX
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes)) {
      channel.write(US_ASCII.encode(pem(type, content)));
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    if (IS_POSIX) {
      try (FileChannel entries =
          FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private static String pem(String type, byte[] content) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      // A StringWriter throws no IOException.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
