package gochat.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a certificate for all names of this machine, so that it also suits clients that check
/// names instead of the fingerprint.
final class SelfSignedCertificate {
  private static final X500Name SUBJECT = new X500Name("CN=GoChat");
  private static final Duration VALID = Duration.ofDays(3_653);

  /// A client whose clock is a little behind accepts the certificate too.
  private static final Duration VALID_BEFORE_NOW = Duration.ofDays(1);

  private static final int SERIAL_BITS = 128;
  private static final int ADDRESSES_MAX = 32;
  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private SelfSignedCertificate() {}

  static TlsIdentity make() {
    try {
      KeyPair pair = KeyPairs.make();
      return new TlsIdentity(pair.getPrivate(), List.of(sign(pair)), true);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new TlsException("a TLS certificate can't be made: " + e.getMessage(), e);
    }
  }

  private static X509Certificate sign(KeyPair pair)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            SUBJECT,
            new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS),
            Date.from(now.minus(VALID_BEFORE_NOW)),
            Date.from(now.plus(VALID)),
            SUBJECT,
            pair.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(names().toArray(new GeneralName[0])));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private static List<GeneralName> names() {
    List<GeneralName> names = new ArrayList<>();
    hostNames().forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
    addresses().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    return names;
  }

  private static Set<String> hostNames() {
    Set<String> names = new LinkedHashSet<>();
    names.add("localhost");
    try {
      String own = InetAddress.getLocalHost().getHostName();
      if (HOST_NAME.matcher(own).matches()) {
        names.add(own);
      }
    } catch (UnknownHostException _) {
      // A machine without a name of its own.
    }
    return names;
  }

  private static Set<String> addresses() {
    Set<String> addresses = new LinkedHashSet<>();
    addresses.add("127.0.0.1");
    addresses.add("::1");
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .limit(ADDRESSES_MAX)
          // Without the zone that Java appends to some addresses.
          .forEach(address -> addresses.add(address.getHostAddress().replaceFirst("%.*", "")));
    } catch (SocketException _) {
      // A machine without a network.
    }
    return addresses;
  }
}
