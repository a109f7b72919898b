package gochat.session;

import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.Tokens;
import java.util.Optional;

/// The proof that a stream may act for somebody, until it is closed.
///
/// @param lease to be closed with the stream
public record Admission(Identity identity, Lease lease) {
  /// Waits for the disk.
  ///
  /// @param onEnd as for [Tokens#open]
  /// @return empty when the token is not valid
  public static Optional<Admission> admit(Tokens tokens, String token, Runnable onEnd) {
    return tokens
        .authenticate(token)
        .flatMap(
            identity -> tokens.open(identity, onEnd).map(lease -> new Admission(identity, lease)));
  }
}
