package gochat.account;

import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Port: the privacy of accounts and guests.
///
/// All methods may be called by any thread and may wait for the disk. A change is atomic, and
/// durable when the method returns. All methods throw an [AccountsException] when the data can't be
/// read or written.
public interface PrivacyStore {
  /// @return empty when the user has changed nothing so far
  Optional<Privacy> find(UUID user);

  /// Changes the privacy of a user, at first [Privacy#DEFAULT].
  ///
  /// @param change may be called more than once
  /// @return the privacy after the change
  Privacy change(UUID user, UnaryOperator<Privacy> change);

  /// Removes the privacy of a user. That others have blocked it stays.
  void forget(UUID user);

  /// Removes a user from the lists of all others, too.
  void erase(UUID user);
}
