package gochat.client.v1;

import gochat.v1.SignInRequest;

/// How a [Chat] signs in.
public sealed interface Credential {
  /// A token from an earlier sign-in. The chat ends when the server no longer accepts it.
  record Token(String token) implements Credential {
    @Override
    public String toString() {
      return "Token[…]";
    }
  }

  /// An account and its password. The chat signs in with its first connection, and waits for a
  /// server that does not run yet. It keeps the token, and uses it at the next start: a program
  /// that starts often has one session. A token that ends while the chat runs ends the chat.
  ///
  /// @param account name and password, and perhaps a label for the session
  record Account(SignInRequest account, TokenStore tokens) implements Credential {
    @Override
    public String toString() {
      return "Account[" + account.getName() + "]";
    }
  }

  /// An account and its password.
  static Credential account(String name, String password, TokenStore tokens) {
    return new Account(
        SignInRequest.newBuilder().setName(name).setPassword(password).build(), tokens);
  }
}
