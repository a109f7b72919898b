package gochat.room;

import java.util.List;

/// What a room answers to a command.
public sealed interface Decision {
  /// To be recorded, all or none, then applied in their order.
  ///
  /// @param events at least one
  record Accepted(List<RoomEvent> events) implements Decision {
    public Accepted(RoomEvent event) {
      this(List.of(event));
    }
  }

  /// To be passed on without being recorded.
  record Unstored(Command.Whisper whisper) implements Decision {}

  /// The same command was recorded before, at `seq`.
  record Repeated(long seq) implements Decision {}

  /// All is so already.
  record Unchanged() implements Decision {}

  record Rejected(Rejection reason) implements Decision {}
}
