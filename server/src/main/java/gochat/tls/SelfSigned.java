package gochat.tls;

import gochat.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The server's self-signed certificate, kept in a directory so that its fingerprint stays the same
/// across starts. The caller holds the directory's lock.
public final class SelfSigned {
  static final String CERTIFICATE_FILE = "tls-cert.pem";
  static final String KEY_FILE = "tls-key.pem";

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
      return PemFiles.load(certificate, key).selfMade();
    } catch (TlsException e) {
      throw new TlsException(
          e.getMessage()
              + "; or remove "
              + certificate
              + " to get a new certificate, with another fingerprint",
          e);
    }
  }

  /// The files of the certificate in `directory`, which need not exist.
  public static List<Path> files(Path directory) {
    return List.of(directory.resolve(CERTIFICATE_FILE), directory.resolve(KEY_FILE));
  }

  /// A certificate that is not kept after the process.
  public static TlsIdentity inMemory() {
    return SelfSignedCertificate.make();
  }

  private static void write(TlsIdentity identity, Path certificate, Path key) {
    try {
      PrivateFiles.replace(key, Pem.encode(List.of(identity.key()), List.of()));
      PrivateFiles.replaceReadable(certificate, Pem.encode(List.of(), identity.chain()));
    } catch (IOException e) {
      throw new TlsException(
          "a TLS certificate can't be written to " + certificate + ": " + e.getMessage(), e);
    }
  }
}
