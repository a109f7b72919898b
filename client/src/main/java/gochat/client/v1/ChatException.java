package gochat.client.v1;

import gochat.client.CertificateProblem;
import gochat.client.Trouble;
import gochat.v1.Refusal;
import io.grpc.Status;

/// A request that was not answered as hoped. The message is for people.
public final class ChatException extends RuntimeException {
  /// What went wrong.
  public sealed interface Reason {}

  /// The server understood and said no.
  public record Refused(Refusal refusal) implements Reason {}

  /// The request failed, with a status of the server or, when the connection broke or the time was
  /// up, of this client.
  public record Failed(Status.Code code, ErrorDetails details) implements Reason {}

  /// There was nobody to ask.
  public record Unreachable(Trouble trouble) implements Reason {}

  /// The server could not prove that it is the one that was meant; nothing was sent to it.
  public record CertificateRejected(CertificateProblem problem) implements Reason {}

  private final transient Reason reason;

  ChatException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
