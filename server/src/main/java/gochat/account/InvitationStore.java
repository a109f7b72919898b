package gochat.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Port: invitations to register, with the hashes of their codes. An addition of an account uses
/// one, see [Accounts#addAccount].
///
/// All methods may be called by any thread and may wait for the disk. A change is atomic, and
/// durable when the method returns. All methods throw an [AccountsException] when the data can't be
/// read or written.
public interface InvitationStore {
  /// Adds an invitation, and removes those that expire at its creation or before.
  ///
  /// @param hash of its code, see [SecretCode#hash]
  void add(Invitation invitation, String hash);

  /// Finds an invitation by the hash of its code.
  Optional<Invitation> find(String hash);

  /// All invitations that are not removed, the oldest first.
  List<Invitation> all();

  /// @return whether there was such an invitation
  boolean remove(UUID id);
}
