package gochat.session;

import gochat.room.Command;
import gochat.room.LogEntry;

/// Something that one client is told.
public sealed interface Item {
  /// An event of the room that it follows.
  record Event(LogEntry entry) implements Item {}

  /// A message to this client alone: from another one, or from the server.
  record Private(String from, String to, String text) implements Item {
    static Private of(Command.Whisper whisper) {
      return new Private(whisper.author().name(), whisper.target(), whisper.text());
    }
  }
}
