package gochat.client;

/// Why a server's certificate was rejected. `toString` says it in English.
public sealed interface CertificateProblem {
  /// The certificate that the server presented, to be compared with what its operator publishes.
  Fingerprint presented();

  /// No trusted authority has issued the certificate.
  record IssuerUnknown(Fingerprint presented) implements CertificateProblem {
    @Override
    public String toString() {
      return "no trusted authority has issued it (fingerprint " + presented + ")";
    }
  }

  /// A trusted authority has issued the certificate, but for another host.
  record OtherHost(Fingerprint presented) implements CertificateProblem {
    @Override
    public String toString() {
      return "it is for another host (fingerprint " + presented + ")";
    }
  }

  /// The certificate has expired or is not valid yet.
  record NotValidNow(Fingerprint presented) implements CertificateProblem {
    @Override
    public String toString() {
      return "it has expired or is not valid yet (fingerprint " + presented + ")";
    }
  }

  /// The certificate is not the pinned one.
  record OtherCertificate(Fingerprint pinned, Fingerprint presented) implements CertificateProblem {
    @Override
    public String toString() {
      return "its fingerprint is " + presented + " (expected: " + pinned + ")";
    }
  }
}
