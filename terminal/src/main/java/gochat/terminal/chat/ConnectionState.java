package gochat.terminal.chat;

import gochat.client.ConnectionProblem;

/// Whether there is a connection.
public sealed interface ConnectionState {
  record Connecting() implements ConnectionState {}

  record Online() implements ConnectionState {}

  record Reconnecting(ConnectionProblem problem) implements ConnectionState {}

  /// There is none, and nobody tries to get one.
  record Offline() implements ConnectionState {}
}
