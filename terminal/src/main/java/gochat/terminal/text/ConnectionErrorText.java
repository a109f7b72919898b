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
      case HOST_UNKNOWN -> texts.get("trouble.host-unknown");
      case NOBODY_LISTENS -> texts.get("trouble.nobody-listens");
      case NO_ANSWER -> texts.get("trouble.no-answer");
      case NOT_GRPC -> texts.get("trouble.not-grpc");
      case NO_TLS -> texts.get("trouble.no-tls");
      case TLS_FAILED -> texts.get("trouble.tls-failed", detail);
      case PERHAPS_TLS_ONLY -> texts.get("trouble.perhaps-tls-only");
      case ENDED -> texts.get("trouble.ended");
      case UNREADABLE -> texts.get("trouble.unreadable");
      case BROKEN -> detail.isEmpty() ? texts.get("trouble.broken") : detail;
    };
  }

  /// The reason why the server is not trusted, and what the user can do.
  public String distrust(ServerAddress server, CertificateProblem problem) {
    String presented = problem.presented().toString();
    return switch (problem) {
      case CertificateProblem.IssuerUnknown _ ->
          texts.get("certificate.issuer-unknown", server.toString(), presented);
      case CertificateProblem.OtherHost _ ->
          texts.get("certificate.other-host", server.toString(), presented);
      case CertificateProblem.NotValidNow _ ->
          texts.get("certificate.not-valid-now", server.toString(), presented);
      case CertificateProblem.OtherCertificate(var pinned, _) ->
          texts.get("certificate.other", server.toString(), pinned.toString(), presented);
    };
  }
}
