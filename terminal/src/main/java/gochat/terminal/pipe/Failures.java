package gochat.terminal.pipe;

import gochat.client.ConnectionProblem;
import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.v1.ChatException;
import gochat.client.v1.Ending;
import gochat.client.v1.Endpoint;
import gochat.client.v1.ErrorDetails;
import gochat.client.v1.Outcome;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.text.ConnectionErrorText;
import gochat.terminal.text.ServerErrorText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.Registration;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// Maps errors to exit codes and sentences.
final class Failures {
  private final ServerAddresses server;
  private final Texts common;
  private final Texts texts;
  private final ConnectionErrorText connectionErrors;
  private final ServerErrorText sentences;

  /// @param common the texts of the whole program
  Failures(Endpoint server, Texts common) {
    this.server = server.addresses();
    this.common = common;
    texts = common.of(CommandContext.TEXTS);
    connectionErrors = new ConnectionErrorText(common);
    sentences = new ServerErrorText(common);
  }

  Failure unreachable(ConnectionProblem problem) {
    if (Security.isTlsAskedFor(problem.detail())) {
      return noPlaintext();
    }
    return new Failure.Unreachable(
        problem.kind(),
        common.get("unreachable", server.toString(), connectionErrors.reason(problem)));
  }

  private Failure noPlaintext() {
    return new Failure(ExitCode.FAILED, common.get("no-plaintext", server.toString()));
  }

  Failure of(ChatException exception) {
    String sentence = String.valueOf(exception.getMessage());
    return switch (exception.reason()) {
      case ChatException.Refused(var refusal) -> of(refusal);
      case ChatException.Failed(var code, var details) -> of(code, details, sentence);
      case ChatException.Unreachable(var problem) -> unreachable(problem);
      case ChatException.CertificateRejected(var address, var problem) ->
          new Failure(ExitCode.FAILED, connectionErrors.distrust(address, problem));
    };
  }

  Failure of(Refusal refusal) {
    ExitCode exitCode =
        switch (refusal.getReason()) {
          case REFUSAL_REASON_WRONG_PASSWORD,
              REFUSAL_REASON_WRONG_ADMIN_CODE,
              REFUSAL_REASON_ACCOUNT_NEEDED,
              REFUSAL_REASON_NO_GUESTS,
              REFUSAL_REASON_INVITATION_NEEDED,
              REFUSAL_REASON_NO_REGISTRATION,
              REFUSAL_REASON_WRONG_INVITATION,
              REFUSAL_REASON_ACCOUNT_DISABLED,
              REFUSAL_REASON_ACCOUNT_DELETED,
              REFUSAL_REASON_WRONG_RESET ->
              ExitCode.SIGN_IN;
          // A later attempt may succeed.
          case REFUSAL_REASON_THROTTLED -> ExitCode.FAILED;
          default -> ExitCode.REFUSED;
        };
    String sentence = sentences.of(refusal);
    boolean isOutside = refusal.getReason() == RefusalReason.REFUSAL_REASON_NOT_A_MEMBER;
    return new Failure(exitCode, isOutside ? texts.get("failed.not-in-room", sentence) : sentence);
  }

  /// The failure of a registration without a code that the server would refuse.
  ///
  /// @param registration not [Registration#REGISTRATION_OPEN]
  Failure of(Registration registration) {
    String sentence = sentences.of(registration);
    return new Failure(
        ExitCode.SIGN_IN,
        registration == Registration.REGISTRATION_INVITE
            ? texts.get("failed.no-invitation", sentence)
            : sentence);
  }

  Failure of(Ending ending) {
    return switch (ending) {
      case Ending.Closed _ -> new Failure(ExitCode.FAILED, texts.get("failed.closed"));
      case Ending.SignedOut(var sentence) ->
          of(Status.Code.UNAUTHENTICATED, ErrorDetails.NONE, sentence);
      case Ending.Refused(var code, var sentence) -> of(code, ErrorDetails.NONE, sentence);
      case Ending.CertificateRejected(var address, var problem) ->
          new Failure(ExitCode.FAILED, connectionErrors.distrust(address, problem));
      case Ending.Failed(var cause) ->
          new Failure(ExitCode.FAILED, VisibleText.sentence(cause.toString()));
    };
  }

  private Failure of(Status.Code code, ErrorDetails details, String rawSentence) {
    // The transport reports this with different codes.
    if (Security.isTlsAskedFor(rawSentence)) {
      return noPlaintext();
    }
    String sentence = sentences.of(code, details, rawSentence);
    if (details.reason().equals("INSECURE")) {
      return new Failure(ExitCode.SIGN_IN, sentence);
    }
    return switch (code) {
      case UNAUTHENTICATED -> new Failure(ExitCode.SIGN_IN, texts.get("failed.token", sentence));
      case UNIMPLEMENTED ->
          new Failure(ExitCode.FAILED, texts.get("failed.no-v1", server.toString()));
      case FAILED_PRECONDITION,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          OUT_OF_RANGE ->
          new Failure(ExitCode.REFUSED, sentence);
      case OK,
          CANCELLED,
          UNKNOWN,
          DEADLINE_EXCEEDED,
          RESOURCE_EXHAUSTED,
          ABORTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          new Failure(ExitCode.FAILED, texts.get("failed.no-answer", server.toString(), sentence));
    };
  }

  /// @return null if the message was accepted
  @Nullable Failure of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored _, Outcome.PassedOn _ -> null;
      case Outcome.Refused(var refusal) -> of(refusal);
      case Outcome.Failed(var code, var details, var sentence) -> of(code, details, sentence);
      case Outcome.Unknown _ ->
          new Failure(ExitCode.UNKNOWN, texts.get("failed.unknown", sentences.of(outcome)));
    };
  }
}
