package gochat.limit;

/// The server's reaction beyond a limit.
public sealed interface Beyond {
  /// A sentence for people.
  String sentence();

  /// A client that is too fast is slowed down; nothing is lost.
  record Delay(String sentence) implements Beyond {}

  /// The request is refused.
  ///
  /// @param reason the client gets: a status or a reason
  record Refusal(String reason, String sentence) implements Beyond {}

  /// A stream or a connection ends.
  ///
  /// @param code the client gets, or empty
  record Close(String code, String sentence) implements Beyond {}

  /// The server reduces its work: it forgets, leaves out, or reads again. No request is refused.
  record Less(String sentence) implements Beyond {}

  static Beyond delay(String sentence) {
    return new Delay(sentence);
  }

  static Beyond refusal(String reason, String sentence) {
    return new Refusal(reason, sentence);
  }

  static Beyond close(String code, String sentence) {
    return new Close(code, sentence);
  }

  static Beyond less(String sentence) {
    return new Less(sentence);
  }
}
