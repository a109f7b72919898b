package gochat.account;

import java.util.List;
import java.util.UUID;

/// An invitation to register an account at this server.
///
/// @param uses the number of accounts that have registered with it
/// @param createdMs in Unix milliseconds, as `expiresMs`
public record Invitation(UUID id, Terms terms, int uses, long createdMs, long expiresMs) {
  /// @param kind of the accounts
  /// @param usesMax the number of accounts that can register with it, at least 1
  /// @param rooms the ids of public rooms that the accounts join
  /// @param note for the administrators
  public record Terms(UserKind kind, int usesMax, List<String> rooms, String note) {
    public Terms {
      rooms = List.copyOf(rooms);
    }
  }

  /// The invitation after another use.
  public Invitation used() {
    return new Invitation(id, terms, uses + 1, createdMs, expiresMs);
  }

  /// Whether an account can register with it.
  public boolean isOpen(long nowMs) {
    return uses < terms.usesMax() && nowMs < expiresMs;
  }
}
