package gochat.client.v1;

import gochat.client.CertificateProblem;
import gochat.client.ConnectionProblem;
import gochat.client.ServerAddress;
import gochat.v1.Refusal;
import io.grpc.Status;

/// A failed request. The message is for people.
public final class ChatException extends RuntimeException {
  /// Why the request failed.
  public sealed interface Reason {}

  /// The server refused the request.
  public record Refused(Refusal refusal) implements Reason {}

  /// The request failed, with a status of the server or, after a lost connection or a timeout, of
  /// this client.
  public record Failed(Status.Code code, ErrorDetails details) implements Reason {}

  /// There was no connection.
  public record Unreachable(ConnectionProblem problem) implements Reason {}

  /// The server could not prove its identity; nothing was sent to it.
  public record CertificateRejected(ServerAddress address, CertificateProblem problem)
      implements Reason {}

  private final transient Reason reason;

  ChatException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// The server has answered with an outcome that was added to the API after this library.
  static ChatException ofUnknownOutcome() {
    return new ChatException(
        new Failed(Status.Code.UNKNOWN, ErrorDetails.NONE),
        "The server has answered with an outcome that this program does not know: it is newer.");
  }

  public Reason reason() {
    return reason;
  }
}
