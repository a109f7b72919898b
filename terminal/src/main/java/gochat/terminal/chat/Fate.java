package gochat.terminal.chat;

/// What has become of something that the user sent.
public sealed interface Fate {
  /// Nothing is known yet.
  record Pending() implements Fate {}

  record Sent() implements Fate {}

  /// It was not sent, and will not be.
  ///
  /// @param sentence why
  record Failed(String sentence) implements Fate {}

  /// It may have been sent or not, and nobody will know.
  record Uncertain() implements Fate {}

  Fate PENDING = new Pending();
  Fate SENT = new Sent();
  Fate UNCERTAIN = new Uncertain();
}
