package gochat.terminal.chat;

/// The status of a message that the user has sent.
public sealed interface SendStatus {
  /// There is no answer yet.
  record Pending() implements SendStatus {}

  record Sent() implements SendStatus {}

  /// The message was not sent and will not be.
  ///
  /// @param sentence the reason
  record Failed(String sentence) implements SendStatus {}

  /// The message may have been sent or not; its outcome stays unknown.
  record Uncertain() implements SendStatus {}

  SendStatus PENDING = new Pending();
  SendStatus SENT = new Sent();
  SendStatus UNCERTAIN = new Uncertain();
}
