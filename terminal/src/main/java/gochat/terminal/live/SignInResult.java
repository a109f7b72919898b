package gochat.terminal.live;

import gochat.v1.User;

/// How the entrance ended.
public sealed interface SignInResult {
  /// @param token who one is
  /// @param user as far as it is known
  record Success(String token, User user) implements SignInResult {}

  /// The server speaks the first contract only.
  ///
  /// @param name that was given or asked for
  record FirstContract(String name) implements SignInResult {}

  record Failed(String complaint) implements SignInResult {}

  /// The user went away.
  record Left() implements SignInResult {}
}
