package gochat.terminal.live;

import gochat.v1.User;

/// How the entrance ended.
public sealed interface Entered {
  /// @param token who one is
  /// @param user as far as it is known
  record In(String token, User user) implements Entered {}

  /// The server speaks the first contract only.
  ///
  /// @param name that was given or asked for
  record FirstContract(String name) implements Entered {}

  record Failed(String complaint) implements Entered {}

  /// The user went away.
  record Left() implements Entered {}
}
