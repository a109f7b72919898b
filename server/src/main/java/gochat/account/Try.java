package gochat.account;

import gochat.limit.Network;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A try that a [Throttle] counts.
public sealed interface Try {
  /// A password for the account with this name, which counts as wrong until [RightPassword].
  ///
  /// @param device the id of a device that was signed in to the account before, null when unknown
  record Password(UserName name, Network address, @Nullable UUID device) implements Try {}

  /// The password of an earlier try was right.
  record RightPassword(Password password) implements Try {}

  /// A code for a new password, which counts as wrong until [RightResetCode].
  record ResetCode(Network address) implements Try {}

  /// The code of an earlier try was right.
  record RightResetCode(Network address) implements Try {}

  record Registration(Network address) implements Try {}

  record GuestSignIn(Network address) implements Try {}
}
