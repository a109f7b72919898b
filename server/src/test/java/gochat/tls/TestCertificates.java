package gochat.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates with given names, IPv4 addresses and times, and writes them into files.
public final class TestCertificates {
  private TestCertificates() {}

  /// Valid for 90 days from now on.
  public static TlsIdentity make(String... names) {
    Instant now = Instant.now();
    return make(now, now.plus(90, ChronoUnit.DAYS), names);
  }

  public static TlsIdentity make(Instant notBefore, Instant notAfter, String... names) {
    X500Name name = new X500Name("CN=test");
    KeyPair pair = KeyPairs.make();
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(notBefore),
              Date.from(notAfter),
              name,
              pair.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              Arrays.stream(names).map(TestCertificates::generalName).toArray(GeneralName[]::new)));
      return new TlsIdentity(
          pair.getPrivate(),
          List.of(
              new JcaX509CertificateConverter()
                  .getCertificate(
                      builder.build(
                          new JcaContentSignerBuilder("SHA256withECDSA")
                              .build(pair.getPrivate())))));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static GeneralName generalName(String name) {
    boolean isAddress = name.matches("[0-9.]+");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  /// Writes both files in place, the certificate first.
  public static void write(TlsIdentity identity, Path certificate, Path key) throws IOException {
    writeCertificate(identity, certificate);
    writeKey(identity, key);
  }

  static void writeCertificate(TlsIdentity identity, Path file) throws IOException {
    write(file, Pem.encode(List.of(), identity.chain()));
  }

  static void writeKey(TlsIdentity identity, Path file) throws IOException {
    write(file, Pem.encode(List.of(identity.key()), List.of()));
  }

  private static void write(Path file, ByteBuffer content) throws IOException {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    Files.write(file, bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
