package gochat.client;

/// Why a server's certificate was not accepted.
public sealed interface CertificateProblem {
  /// What the server presented: it can be compared with what its operator says.
  Fingerprint presented();

  /// Nobody who is trusted has issued it.
  record IssuerUnknown(Fingerprint presented) implements CertificateProblem {}

  /// It was issued by somebody who is trusted, but for another host.
  record OtherHost(Fingerprint presented) implements CertificateProblem {}

  /// Its time is over, or has not come.
  record NotValidNow(Fingerprint presented) implements CertificateProblem {}

  /// It is not the one that was pinned.
  record OtherCertificate(Fingerprint pinned, Fingerprint presented)
      implements CertificateProblem {}
}
