package gochat.session;

import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.LeaseHolder;
import gochat.account.Tokens;
import java.util.Optional;

/// The permission of a stream to act for a user, until the stream is closed.
///
/// @param lease the stream closes it at its end
public record Admission(Identity identity, Lease lease) {
  /// Authenticates a token. Waits for the disk.
  ///
  /// @param holder see [Tokens#open]
  /// @return empty when the token is not valid
  public static Optional<Admission> admit(Tokens tokens, String token, LeaseHolder holder) {
    return tokens
        .authenticate(token)
        .flatMap(
            identity -> tokens.open(identity, holder).map(lease -> new Admission(identity, lease)));
  }
}
