package gochat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  @TempDir private Path directory;
  private Path certificate;
  private Path key;

  @BeforeEach
  void names() {
    certificate = directory.resolve("chain.pem");
    key = directory.resolve("key.pem");
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048, SHA256withRSA", "EC, 256, SHA256withECDSA", "Ed25519, 0, Ed25519"})
  void theUsualKindsOfKeysAreRead(String kind, int bits, String signature) throws Exception {
    KeyPair pair = pair(kind, bits);
    X509Certificate own = certify(pair, signature);
    KeyPair other = pair("EC", 256);
    X509Certificate intermediate = certify(other, "SHA256withECDSA");
    write(certificate, own, intermediate);

    write(key, pkcs8(pair));
    assertThat(PemFiles.load(certificate, key))
        .isEqualTo(new TlsIdentity(pair.getPrivate(), List.of(own, intermediate)));
    // Both in one file.
    write(key, own, intermediate, pkcs8(pair));
    assertThat(PemFiles.load(key, key).chain()).containsExactly(own, intermediate);
  }

  @Test
  void keysAreReadAsOlderToolsWriteThem() throws Exception {
    KeyPair rsa = pair("RSA", 2_048);
    write(certificate, certify(rsa, "SHA256withRSA"));
    // PKCS #1.
    write(key, rsa.getPrivate());
    assertThat(PemFiles.load(certificate, key).key()).isEqualTo(rsa.getPrivate());

    KeyPair ec = pair("EC", 256);
    write(certificate, certify(ec, "SHA256withECDSA"));
    // SEC 1, with the parameters ahead.
    BigInteger secret = ((java.security.interfaces.ECPrivateKey) ec.getPrivate()).getS();
    write(
        key,
        new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded()),
        new PemObject(
            "EC PRIVATE KEY",
            new ECPrivateKey(256, secret, SECObjectIdentifiers.secp256r1).getEncoded()));
    assertThat(PemFiles.load(certificate, key).key().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    writePair();
    for (KeyPair other : List.of(pair("EC", 256), pair("RSA", 2_048))) {
      write(key, pkcs8(other));

      assertRefused(
          "TLS key " + key + " does not belong to the first certificate in " + certificate);
    }
  }

  @Test
  void aKeyThatTheWorldCanReadIsRefused() throws Exception {
    writePair();
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertRefused(
        "TLS key "
            + key
            + " can be read by every user of this machine: change that with chmod 600");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(PemFiles.load(certificate, key).chain()).hasSize(1);
  }

  @Test
  void filesThatAreNotThereAreNamed() throws Exception {
    assertRefused("TLS certificate " + certificate + " can't be read: it does not exist");
    writePair();
    Files.delete(key);
    assertRefused("TLS key " + key + " can't be read: it does not exist");
    Files.delete(certificate);
    Files.createDirectory(certificate);
    assertRefused("TLS certificate " + certificate + " can't be read: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM",
        "-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nMAMCAQA=\n-----END RSA PRIVATE KEY-----\n"
      })
  void filesThatHoldSomethingElseAreRefused(String content) throws Exception {
    writePair();
    Files.writeString(key, content);
    assertRefused("TLS key " + key + " ");

    writePair();
    Files.writeString(certificate, content);
    assertRefused("TLS certificate " + certificate + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgZ2MRDitntkwICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECsr2poxF7iC/xVkLOMMnqUEQFAc
        HTfDbcHl0offptGt+8xRuh7oEmhcXiuqpWASp6yQ0mL7V1Cvt2AfdVh7ZvIQWeSv
        qub55oGVu1o0/CPzGwA=
        -----END ENCRYPTED PRIVATE KEY-----
        """,
        """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

        AAAAAAAAAAAAAAAAAAAAAA==
        -----END EC PRIVATE KEY-----
        """
      })
  void anEncryptedKeyIsRefusedWithTheReason(String encrypted) throws Exception {
    writePair();
    Files.writeString(key, encrypted);

    assertRefused("TLS key " + key + " is encrypted");
  }

  private void assertRefused(String beginning) {
    AbstractThrowableAssert<?, ?> refused =
        assertThatThrownBy(() -> PemFiles.load(certificate, key)).isInstanceOf(TlsException.class);
    refused.hasMessageStartingWith(beginning).hasMessageNotContaining("\n");
  }

  private void writePair() throws Exception {
    KeyPair pair = pair("EC", 256);
    write(certificate, certify(pair, "SHA256withECDSA"));
    write(key, pkcs8(pair));
  }

  private static PemObject pkcs8(KeyPair pair) {
    return new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  private static KeyPair pair(String kind, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (bits > 0) {
      generator.initialize(bits);
    }
    return generator.generateKeyPair();
  }

  private static X509Certificate certify(KeyPair pair, String signature) throws Exception {
    X500Name name = new X500Name("CN=test");
    Date now = Date.from(Instant.now());
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(name, BigInteger.ONE, now, now, name, pair.getPublic())
                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
  }

  private static void write(Path file, Object... objects) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    }
    Files.writeString(file, text.toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
