package gochat.room;

/// What a room answers to a command.
public sealed interface Decision {
  /// To be recorded, then applied.
  record Accepted(RoomEvent event) implements Decision {}

  /// To be passed on without being recorded.
  record Unstored(Command.Whisper whisper) implements Decision {}

  /// The same command was recorded before, at `seq`.
  record Repeated(long seq) implements Decision {}

  /// All is so already.
  record Unchanged() implements Decision {}

  record Rejected(Rejection reason) implements Decision {}
}
