package gochat.client;

/// Why a server's certificate was rejected.
public sealed interface CertificateProblem {
  /// The certificate that the server presented, to be compared with what its operator publishes.
  Fingerprint presented();

  /// No trusted authority has issued the certificate.
  record IssuerUnknown(Fingerprint presented) implements CertificateProblem {}

  /// A trusted authority has issued the certificate, but for another host.
  record OtherHost(Fingerprint presented) implements CertificateProblem {}

  /// The certificate has expired or is not valid yet.
  record NotValidNow(Fingerprint presented) implements CertificateProblem {}

  /// The certificate is not the pinned one.
  record OtherCertificate(Fingerprint pinned, Fingerprint presented)
      implements CertificateProblem {}
}
