package gochat.acme;

import gochat.file.PrivateFiles;
import gochat.tls.KeyPairs;
import gochat.tls.Pem;
import gochat.tls.PemFiles;
import gochat.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

/// The account key and the certificate of one authority, in a directory that only this user can
/// read. Another authority has another directory, so a change to it and back loses nothing.
final class AcmeFiles {
  /// The directories of all authorities.
  private final Path root;

  private final Path directory;
  private final Path account;

  /// The certificate and its key are one file, so that both are replaced at once.
  private final Path certificate;

  /// @param data the server's data directory
  /// @param authority the URL of its directory
  AcmeFiles(Path data, URI authority) {
    String name = (authority.getAuthority() + authority.getPath()).replaceAll("[^\\w.-]", "_");
    root = data.resolve("acme");
    directory = root.resolve(name);
    account = directory.resolve("account.pem");
    certificate = directory.resolve("certificate.pem");
  }

  /// The key of the account; the first call makes it.
  ///
  /// @throws gochat.tls.TlsException if the file is damaged
  KeyPair accountKey() throws IOException {
    if (!Files.exists(account)) {
      KeyPair made = KeyPairs.make();
      create(root);
      create(directory);
      PrivateFiles.replace(
          account, Pem.encode(List.of(made.getPrivate(), made.getPublic()), List.of()));
    }
    return PemFiles.loadKeyPair(account);
  }

  /// The certificate that was ordered last, empty if there is none.
  ///
  /// @throws gochat.tls.TlsException if the file is damaged
  Optional<TlsIdentity> certificate() {
    return Files.exists(certificate)
        ? Optional.of(PemFiles.load(certificate, certificate))
        : Optional.empty();
  }

  void replaceCertificate(TlsIdentity identity) throws IOException {
    PrivateFiles.replace(certificate, Pem.encode(List.of(identity.key()), identity.chain()));
  }

  private static void create(Path directory) throws IOException {
    try {
      PrivateFiles.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }
}
