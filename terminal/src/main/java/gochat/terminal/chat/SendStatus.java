package gochat.terminal.chat;

/// What has become of something that the user sent.
public sealed interface SendStatus {
  /// Nothing is known yet.
  record Pending() implements SendStatus {}

  record Sent() implements SendStatus {}

  /// It was not sent, and will not be.
  ///
  /// @param sentence why
  record Failed(String sentence) implements SendStatus {}

  /// It may have been sent or not, and nobody will know.
  record Uncertain() implements SendStatus {}

  SendStatus PENDING = new Pending();
  SendStatus SENT = new Sent();
  SendStatus UNCERTAIN = new Uncertain();
}
