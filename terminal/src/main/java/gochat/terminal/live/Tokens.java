package gochat.terminal.live;

import gochat.v1.SignedIn;
import org.jspecify.annotations.Nullable;

/// Where the tokens of one server are kept, by name.
public interface Tokens {
  @Nullable String find(String name);

  /// The name of the one account that is signed in; null when there is none, or more than one.
  @Nullable String onlyName();

  void save(SignedIn signedIn);

  void forget(String name);

  /// Keeps nothing: each run signs in anew.
  static Tokens none() {
    return new Tokens() {
      @Override
      public @Nullable String find(String name) {
        return null;
      }

      @Override
      public @Nullable String onlyName() {
        return null;
      }

      @Override
      public void save(SignedIn signedIn) {
        // Nothing is kept.
      }

      @Override
      public void forget(String name) {
        // Nothing is kept.
      }
    };
  }
}
