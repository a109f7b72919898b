package gochat.terminal.chat;

import gochat.client.ConnectionProblem;

/// The state of the connection to the server.
public sealed interface ConnectionState {
  record Connecting() implements ConnectionState {}

  /// Connected, and a message has a room to go to.
  record Online() implements ConnectionState {}

  record Reconnecting(ConnectionProblem problem) implements ConnectionState {}

  /// Not connected, and not trying to connect.
  record Offline() implements ConnectionState {}
}
