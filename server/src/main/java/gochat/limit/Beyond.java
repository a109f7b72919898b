package gochat.limit;

/// What happens beyond a limit.
public sealed interface Beyond {
  /// For people.
  String sentence();

  /// A client that goes too fast is slowed down; nothing is lost.
  record Delay(String sentence) implements Beyond {}

  /// What was asked for is not done.
  ///
  /// @param reason the status or the reason that the client gets
  record Refusal(String reason, String sentence) implements Beyond {}

  /// A stream or a connection ends.
  ///
  /// @param code what its client gets, empty when it gets none
  record Close(String code, String sentence) implements Beyond {}

  /// The server does with less: it forgets, leaves out, or reads again. Nobody is turned away.
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
