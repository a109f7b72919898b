package gochat.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/// Reads a certificate and its key from PEM files, the usual form of certificate authorities.
public final class PemFiles {
  private PemFiles() {}

  /// @param certificate the server's own certificate first, then the intermediate ones
  /// @param key unencrypted, PKCS #8, PKCS #1 or SEC 1; not readable by the world
  /// @throws TlsException if the files are not such files, or don't belong together
  public static TlsIdentity load(Path certificate, Path key) {
    List<X509Certificate> chain = certificates(certificate);
    PrivateKey privateKey = privateKey(key);
    if (!belongTogether(privateKey, chain.getFirst().getPublicKey(), key)) {
      throw new TlsException(
          "TLS key "
              + key
              + " does not belong to the first certificate in "
              + certificate
              + ": give the pair that was issued together");
    }
    return new TlsIdentity(privateKey, chain);
  }

  /// Reads a key pair that [Pem] has written.
  ///
  /// @param file not readable by the world
  /// @throws TlsException if the file is not such a file
  public static KeyPair loadKeyPair(Path file) {
    PrivateKey key = privateKey(file);
    for (Object object : objects("key", file)) {
      if (object instanceof SubjectPublicKeyInfo info) {
        try {
          return new KeyPair(new JcaPEMKeyConverter().getPublicKey(info), key);
        } catch (IOException e) {
          throw damaged("key", file, e);
        }
      }
    }
    throw new TlsException("key " + file + " contains no public key");
  }

  /// Reads all certificates of a file.
  ///
  /// @return at least one
  /// @throws TlsException if the file is not such a file
  public static List<X509Certificate> certificates(Path file) {
    var converter = new JcaX509CertificateConverter();
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Object object : objects("TLS certificate", file)) {
        if (object instanceof X509CertificateHolder holder) {
          chain.add(converter.getCertificate(holder));
        }
      }
    } catch (CertificateException e) {
      throw damaged("TLS certificate", file, e);
    }
    if (chain.isEmpty()) {
      throw new TlsException(
          "TLS certificate "
              + file
              + " contains no certificate (expected: PEM, -----BEGIN"
              + " CERTIFICATE-----)");
    }
    return chain;
  }

  private static PrivateKey privateKey(Path file) {
    List<Object> objects = objects("TLS key", file);
    refuseTheWorld(file);
    for (Object object : objects) {
      switch (object) {
        case PrivateKeyInfo info -> {
          return privateKey(info, file);
        }
        case PEMKeyPair pair -> {
          return privateKey(pair.getPrivateKeyInfo(), file);
        }
        case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
            throw new TlsException(
                "TLS key "
                    + file
                    + " is encrypted, and the server can't ask for a passphrase at its"
                    + " start: give an unencrypted key that only this user can read");
        // The file may contain other objects, such as the key's parameters or the certificate.
        default -> {}
      }
    }
    throw new TlsException(
        "TLS key " + file + " contains no key (expected: PEM, -----BEGIN PRIVATE KEY-----)");
  }

  private static PrivateKey privateKey(PrivateKeyInfo info, Path file) {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (IOException e) {
      throw damaged("TLS key", file, e);
    }
  }

  private static void refuseTheWorld(Path key) {
    try {
      // Asks the file, because a file store has no answer if the root is not a mount point.
      PosixFileAttributeView posix = Files.getFileAttributeView(key, PosixFileAttributeView.class);
      if (posix != null
          && posix.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
        throw new TlsException(
            "TLS key "
                + key
                + " can be read by every user of this machine: change that with chmod 600");
      }
    } catch (IOException e) {
      throw unreadable("TLS key", key, e);
    }
  }

  private static List<Object> objects(String what, Path file) {
    String text;
    try {
      text = Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(what, file, e);
    }
    List<Object> objects = new ArrayList<>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
    } catch (IOException | RuntimeException e) {
      // The decoders report faults with exceptions of many types.
      throw damaged(what, file, e);
    }
    return objects;
  }

  private static TlsException damaged(String what, Path file, Exception e) {
    return new TlsException(what + " " + file + " is damaged: " + firstLine(e), e);
  }

  private static TlsException unreadable(String what, Path file, IOException e) {
    String reason =
        switch (e) {
          case NoSuchFileException _ -> "it does not exist";
          case AccessDeniedException _ -> "access denied";
          default -> firstLine(e);
        };
    return new TlsException(what + " " + file + " can't be read: " + reason, e);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// Whether the certificate verifies a signature of the key.
  private static boolean belongTogether(PrivateKey key, PublicKey publicKey, Path file) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
          default ->
              throw new TlsException(
                  "TLS key "
                      + file
                      + " is of the kind "
                      + key.getAlgorithm()
                      + " (expected: RSA, EC, Ed25519)");
        };
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new TlsException("TLS key " + file + " can't be used: " + e.getMessage(), e);
    }
  }
}
