package gochat.terminal;

import gochat.client.CertificateProblem;
import gochat.client.ChatEvent.Message;
import gochat.client.ChatLine;
import gochat.client.ServerAddress;
import gochat.client.Trouble;
import java.util.List;

/// How everything that is shown is worded. Whatever comes from others is made safe here.
final class Transcript {
  /// The name that notices of the server itself come from.
  private static final String SERVER = "server";

  private final Texts texts;

  Transcript(Texts texts) {
    this.texts = texts;
  }

  Entry received(Message message) {
    String sender = VisibleText.name(message.sender());
    String head;
    if (message.sender().equals(SERVER)) {
      head = "[" + SERVER + "] ";
    } else if (message.target().isEmpty()) {
      head = sender + ": ";
    } else {
      head = texts.get("private.received", sender);
    }
    return Entry.of(head, message.text());
  }

  Entry said(String me, ChatLine line) {
    return Entry.of(
        line.isPrivate()
            ? texts.get("private.sent", VisibleText.name(line.target()))
            : VisibleText.name(me) + ": ",
        line.text());
  }

  Entry notice(String text) {
    return new Entry("* ", List.of(text));
  }

  /// A line that may not have arrived, in one line.
  String uncertain(ChatLine line) {
    String text = VisibleText.sentence(line.text());
    return line.isPrivate() ? "@" + VisibleText.name(line.target()) + " " + text : text;
  }

  /// Why there is no conversation, as a part of a sentence.
  String reason(Trouble trouble) {
    String detail = VisibleText.sentence(trouble.detail());
    return switch (trouble.kind()) {
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

  /// Why the server is not believed to be the one that was meant, and what can be done about it.
  String distrust(ServerAddress server, CertificateProblem problem) {
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
