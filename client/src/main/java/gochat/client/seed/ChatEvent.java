package gochat.client.seed;

import gochat.client.CertificateProblem;
import gochat.client.ConnectionProblem;
import gochat.client.ServerAddress;
import java.util.List;

/// An event of a [ChatClient], in the order of occurrence.
public sealed interface ChatEvent {
  /// The server has accepted the name, or has had time to refuse it. The first event.
  record Connected() implements ChatEvent {}

  /// The first attempts to connect failed, one at each address. The last event.
  record Unreachable(ConnectionProblem problem) implements ChatEvent {}

  /// The server could not prove its identity, at the first or a later attempt; nothing was sent to
  /// it. The last event.
  record CertificateRejected(ServerAddress address, CertificateProblem problem)
      implements ChatEvent {}

  /// The server refused the user. The last event.
  ///
  /// @param sentence the server's message; may be empty, may contain any characters
  record Refused(Refusal reason, String sentence) implements ChatEvent {}

  /// The connection was lost. The client tries to reconnect.
  record Lost(ConnectionProblem problem) implements ChatEvent {}

  /// The server still holds the name for the lost connection. Reported once per loss.
  record NameStillHeld() implements ChatEvent {}

  /// The connection was restored after [Lost].
  record Back() implements ChatEvent {}

  /// The server may not have received these lines, in the order of sending. The client does not
  /// send them again.
  record MayNotHaveArrived(List<ChatLine> lines) implements ChatEvent {}

  /// A message. All three fields may contain any characters.
  ///
  /// @param target this user for a private message; empty for a message to everybody
  record Message(String sender, String target, String text) implements ChatEvent {}

  enum Refusal {
    NAME_TAKEN,
    NAME_INVALID,
    /// The name belongs to an account and needs a token, which this client does not have.
    NOT_ALLOWED,
    /// A gRPC or HTTP/2 server that does not offer this contract.
    NOT_A_CHAT_SERVER,
    /// The server accepts connections only over TLS.
    NO_PLAINTEXT
  }
}
