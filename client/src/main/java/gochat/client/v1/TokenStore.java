package gochat.client.v1;

import java.nio.file.Path;
import java.util.Optional;

/// Stores the tokens of a program's account between its starts. A program with these tokens acts as
/// the account.
public interface TokenStore {
  /// The tokens that a sign-in has returned.
  ///
  /// @param token of the session
  /// @param deviceToken goes into the next sign-in, which wrong passwords of others then do not
  ///   delay; may be empty
  record Tokens(String token, String deviceToken) {
    @Override
    public String toString() {
      return "Tokens[…]";
    }
  }

  /// The tokens that were saved last.
  Optional<Tokens> load();

  /// Replaces the saved tokens. Called by the chat's own thread, after a sign-in.
  void save(Tokens tokens);

  /// Stores tokens in memory: each start of the program signs in anew.
  static TokenStore inMemory() {
    return new TokenStore() {
      private volatile Optional<Tokens> kept = Optional.empty();

      @Override
      public Optional<Tokens> load() {
        return kept;
      }

      @Override
      public void save(Tokens tokens) {
        kept = Optional.of(tokens);
      }
    };
  }

  /// Stores tokens in a file that only its owner may read. It is replaced atomically. The file need
  /// not exist, its directory must. Errors are [java.io.UncheckedIOException].
  static TokenStore inFile(Path file) {
    return new TokenFile(file);
  }
}
