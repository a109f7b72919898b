package gochat.terminal.text;

import gochat.client.CertificateProblem;
import gochat.client.ConnectionProblem;
import gochat.client.ServerAddress;

/// The sentences for a server that can't be reached or trusted.
public final class ConnectionErrorText {
  private final Texts texts;

  /// @param texts the common ones
  public ConnectionErrorText(Texts texts) {
    this.texts = texts;
  }

  /// The reason for a missing connection, as a part of a sentence.
  public String reason(ConnectionProblem problem) {
    String detail = VisibleText.sentence(problem.detail());
    return switch (problem.kind()) {
      case HOST_UNKNOWN -> texts.get("problem.host-unknown");
      case CONNECTION_REFUSED -> texts.get("problem.connection-refused");
      case NO_ANSWER -> texts.get("problem.no-answer");
      case NOT_GRPC -> texts.get("problem.not-grpc");
      case NO_TLS -> texts.get("problem.no-tls");
      case TLS_FAILED -> texts.get("problem.tls-failed", detail);
      case PERHAPS_TLS_ONLY -> texts.get("problem.perhaps-tls-only");
      case ENDED -> texts.get("problem.ended");
      case UNREADABLE -> texts.get("problem.unreadable");
      case BROKEN -> detail.isEmpty() ? texts.get("problem.broken") : detail;
    };
  }

  /// The reason why the server is not trusted, and what the user can do.
  public String distrust(ServerAddress address, CertificateProblem problem) {
    String presented = problem.presented().toString();
    return switch (problem) {
      case CertificateProblem.IssuerUnknown _ ->
          texts.get("certificate.issuer-unknown", address.toString(), presented);
      case CertificateProblem.OtherHost _ ->
          texts.get("certificate.other-host", address.toString(), presented);
      case CertificateProblem.NotValidNow _ ->
          texts.get("certificate.not-valid-now", address.toString(), presented);
      case CertificateProblem.OtherCertificate(var pinned, _) ->
          texts.get("certificate.other", address.toString(), pinned.toString(), presented);
    };
  }
}
