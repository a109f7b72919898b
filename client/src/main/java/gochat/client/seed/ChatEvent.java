package gochat.client.seed;

import gochat.client.CertificateProblem;
import gochat.client.Trouble;
import java.util.List;

/// What a [ChatClient] tells its user, in the order in which it happened.
public sealed interface ChatEvent {
  /// The server is there and has not refused the name. The first event of a conversation.
  record Connected() implements ChatEvent {}

  /// There is nobody to talk to at the first attempt; nothing follows.
  record Unreachable(Trouble trouble) implements ChatEvent {}

  /// The server could not prove that it is the one that was meant, at the first attempt or at a
  /// later one; nothing was sent to it, and nothing follows.
  record CertificateRejected(CertificateProblem problem) implements ChatEvent {}

  /// The server does not want this user; nothing follows.
  ///
  /// @param sentence the server's own words; may be empty, may hold anything
  record Refused(Refusal reason, String sentence) implements ChatEvent {}

  /// The conversation broke off. The client is trying to get it back.
  record Lost(Trouble trouble) implements ChatEvent {}

  /// While reconnecting: the server still holds the name for the old connection. Once for each time
  /// that the conversation was lost.
  record NameStillHeld() implements ChatEvent {}

  /// The conversation goes on after [Lost].
  record Back() implements ChatEvent {}

  /// The server may not have received these lines, in the order in which they were sent. They are
  /// not sent again.
  record MayNotHaveArrived(List<ChatLine> lines) implements ChatEvent {}

  /// Somebody says something. All three fields may hold anything.
  ///
  /// @param target this user for a private message, empty when everybody gets it
  record Message(String sender, String target, String text) implements ChatEvent {}

  enum Refusal {
    NAME_TAKEN,
    NAME_INVALID,
    /// The name needs a proof that this client does not have.
    NOT_ALLOWED,
    /// A gRPC or HTTP/2 server, but not one for this contract.
    NOT_A_CHAT_SERVER,
    /// It takes no connection without TLS, and says so.
    NO_PLAINTEXT
  }
}
