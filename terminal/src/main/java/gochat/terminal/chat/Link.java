package gochat.terminal.chat;

import gochat.client.Trouble;

/// Whether there is a connection.
public sealed interface Link {
  record Connecting() implements Link {}

  record Online() implements Link {}

  record Reconnecting(Trouble trouble) implements Link {}

  /// There is none, and nobody tries to get one.
  record Offline() implements Link {}
}
