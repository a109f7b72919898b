package gochat.terminal.live;

import gochat.v1.User;

/// The result of [SignIn].
public sealed interface SignInResult {
  /// @param user possibly with a name only
  record Success(String token, User user) implements SignInResult {}

  /// The server speaks only the first contract.
  ///
  /// @param name the name that was given or typed
  record FirstContract(String name) implements SignInResult {}

  record Failed(String complaint) implements SignInResult {}

  /// The user wants to leave.
  record Left() implements SignInResult {}
}
