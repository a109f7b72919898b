package gochat.account;

/// The connection that a [Lease] lets act for a user. Any thread may call it, and it must not wait.
@FunctionalInterface
public interface LeaseHolder {
  /// The token has ended before the lease was closed: the connection has to close.
  void ended();

  /// The user is another one from now on: the account that the guest has become, or the account
  /// with another kind. A holder that can't act for accounts ends.
  default void changed(User account) {
    ended();
  }
}
